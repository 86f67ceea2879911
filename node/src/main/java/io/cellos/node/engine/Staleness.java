package io.cellos.node.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * When a program that was started with a list of servers is to be started again with a new one.
 * Nodes take turns, so that not all masters go at once.
 */
final class Staleness {
  private static final Duration TURN = Duration.ofSeconds(5);
  private static final int TURNS = 8;

  private Staleness() {}

  /** Whether the program does not fit the situation any more. */
  static boolean isStale(Part part, Situation started, Situation now) {
    boolean otherQuorum = part == Part.MASTER && started.quorum() != now.quorum();
    return otherQuorum || 2 * still(started, now) < started.servers().size();
  }

  /**
   * How long it may go on like that.
   *
   * @param self what tells this node from others
   */
  static Duration grace(Object self, Situation started, Situation now) {
    boolean alone = Math.min(started.masters(), now.masters()) == 1;
    return alone || still(started, now) == 0
        ? Duration.ZERO // nobody to take turns with, or it knows nobody any more
        : TURN.multipliedBy(Math.floorMod(self.hashCode(), TURNS));
  }

  private static int still(Situation started, Situation now) {
    Set<String> still = new HashSet<>(started.servers());
    still.retainAll(now.servers());
    return still.size();
  }
}
