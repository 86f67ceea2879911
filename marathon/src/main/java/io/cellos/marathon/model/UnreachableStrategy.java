package io.cellos.marathon.model;

import java.time.Duration;

/** What happens with an instance whose agent can't be reached. */
public sealed interface UnreachableStrategy {
  UnreachableStrategy DEFAULT = new Enabled(Duration.ZERO, Duration.ZERO);

  /** It stays, for as long as it takes. */
  record Disabled() implements UnreachableStrategy {}

  /**
   * It is replaced, then forgotten.
   *
   * @param inactiveAfter when another instance is started
   * @param expungeAfter when it is forgotten, and killed should it come back
   */
  record Enabled(Duration inactiveAfter, Duration expungeAfter) implements UnreachableStrategy {
    public Enabled {
      Checks.require(
          !inactiveAfter.isNegative() && inactiveAfter.compareTo(expungeAfter) <= 0,
          "an instance is inactive before it is expunged");
    }
  }

  /** What holds when nothing is said. */
  static UnreachableStrategy defaultFor(boolean resident) {
    return resident ? new Disabled() : DEFAULT;
  }
}
