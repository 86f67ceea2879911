package io.cellos.marathon.model;

import java.time.Duration;

/** How launches slow down when instances fail. */
public record BackoffStrategy(Duration backoff, Duration maxLaunchDelay, double factor) {
  public static final BackoffStrategy DEFAULT =
      new BackoffStrategy(Duration.ofSeconds(1), Duration.ofSeconds(300), 1.15);

  public BackoffStrategy {
    Checks.require(
        !backoff.isNegative() && !maxLaunchDelay.isNegative() && factor >= 0,
        "a backoff must not be negative");
  }
}
