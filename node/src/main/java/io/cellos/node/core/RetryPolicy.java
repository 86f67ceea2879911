package io.cellos.node.core;

import java.time.Duration;

/**
 * How often a boot step is tried.
 *
 * @param attempts in all, at least 1
 * @param firstPause after the first failed attempt; doubles with each further one
 */
public record RetryPolicy(int attempts, Duration firstPause) {
  /** Three attempts, with 1 s and 2 s between them. */
  public static final RetryPolicy USUAL = new RetryPolicy(3, Duration.ofSeconds(1));

  private static final int MOST_DOUBLINGS = 20;

  public RetryPolicy {
    if (attempts < 1 || firstPause.isNegative()) {
      throw new IllegalArgumentException("at least one attempt, and no negative pause");
    }
  }

  /**
   * @param attempt the one that failed, counted from 1
   */
  public Duration pauseAfter(int attempt) {
    return firstPause.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
  }
}
