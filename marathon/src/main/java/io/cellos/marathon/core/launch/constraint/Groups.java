package io.cellos.marathon.core.launch.constraint;

import java.util.Map;
import java.util.Optional;

/**
 * How many instances there are for each value of a field.
 *
 * @param counts instances by value, that of the first one first; those on agents without the field
 *     are together
 */
record Groups(Map<Optional<String>, Integer> counts) {

  int countOf(String value) {
    return counts.getOrDefault(Optional.of(value), 0);
  }

  /** Whether the first instance is there, or there is none. */
  boolean startedAt(String value) {
    return counts.isEmpty() || counts.keySet().iterator().next().equals(Optional.of(value));
  }

  /**
   * Whether one more may have the value so that instances stay evenly spread.
   *
   * @param groups how many values there shall be; 0 is any number
   * @param wanted how many instances there shall be in all
   */
  boolean hasRoomFor(String value, int groups, int wanted) {
    int own = countOf(value);
    if (groups <= 0) {
      return own == 0 || own == counts.values().stream().mapToInt(count -> count).min().orElse(0);
    }
    if (own == 0) {
      return counts.size() < groups;
    }
    int each = wanted / groups;
    long above = counts.values().stream().mapToLong(count -> Math.max(0, count - each)).sum();
    return own < each || (own == each && wanted % groups > above);
  }
}
