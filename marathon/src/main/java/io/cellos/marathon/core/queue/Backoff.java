package io.cellos.marathon.core.queue;

import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When an app or a pod may be launched again after failures, for each version of its configuration:
 * a new one begins without a delay.
 */
public final class Backoff {
  /** A task that ran so long after the last delay was worth it: the next delay is a first one. */
  private static final Duration VIABLE = Duration.ofSeconds(60);

  /**
   * What keeps a version from being launched.
   *
   * @param length how long it was when it began
   */
  public record Delay(Timestamp until, Duration length) {
    private boolean isOver(Timestamp now) {
      return until.until(now).compareTo(VIABLE) > 0;
    }
  }

  private final Map<Timestamp, Delay> delays = new HashMap<>();

  /**
   * Notes a failure.
   *
   * @return when the next launch is due
   */
  public Timestamp failed(Timestamp configVersion, BackoffStrategy strategy, Timestamp now) {
    delays.values().removeIf(delay -> delay.isOver(now));
    Delay last = delays.get(configVersion);
    Duration next = last == null ? strategy.backoff() : longer(last.length, strategy);
    Delay delay = new Delay(new Timestamp(now.instant().plus(next)), next);
    delays.put(configVersion, delay);
    return delay.until;
  }

  private static Duration longer(Duration last, BackoffStrategy strategy) {
    double millis = last.toMillis() * strategy.factor();
    return millis >= strategy.maxLaunchDelay().toMillis()
        ? strategy.maxLaunchDelay()
        : Duration.ofMillis((long) millis);
  }

  /** When launches of the version are due; absent if nothing is in their way. */
  public Optional<Timestamp> until(Timestamp configVersion) {
    return Optional.ofNullable(delays.get(configVersion)).map(Delay::until);
  }

  public boolean isDue(Timestamp configVersion, Timestamp now) {
    Delay delay = delays.get(configVersion);
    return delay == null || !delay.until.isAfter(now);
  }

  public void reset() {
    delays.clear();
  }

  /** Those of all versions. */
  public Map<Timestamp, Delay> delays() {
    return Map.copyOf(delays);
  }

  /** Goes on with those that another leader had, unless they are long over. */
  public void recover(Map<Timestamp, Delay> stored, Timestamp now) {
    stored.forEach(
        (version, delay) -> {
          if (!delay.isOver(now)) {
            delays.put(version, delay);
          }
        });
  }
}
