package io.cellos.mesos.agent.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.HealthCheck;

/** Counts what came of a task's health checks, and says what is news. */
final class HealthTally {
  private final int mostFailures;
  private final Instant graceEnd;

  /** Neither a success nor a failure that counted so far. */
  private boolean fresh;

  private boolean healthy;
  private int failures;

  /**
   * @param known what was told of the task last
   */
  HealthTally(HealthCheck check, Instant start, Optional<Boolean> known) {
    this.mostFailures = check.getConsecutiveFailures();
    this.graceEnd = start.plus(seconds(check.getGracePeriodSeconds()));
    this.fresh = known.isEmpty();
    this.healthy = known.orElse(false);
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  Optional<Health> success() {
    boolean news = !healthy || failures > 0;
    fresh = false;
    healthy = true;
    failures = 0;
    return news ? Optional.of(new Health(true, 0, false)) : Optional.empty();
  }

  /** Until it has once been healthy, failures of the grace period do not count. */
  Optional<Health> failure(Instant now) {
    if (fresh && now.isBefore(graceEnd)) {
      return Optional.empty();
    }
    healthy = false;
    failures++;
    return Optional.of(new Health(false, failures, failures >= mostFailures));
  }
}
