package io.cellos.backend.local.group;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a place lost its node lately. The first death costs nothing; each further one within
 * five minutes of the last doubles the pause, from 1 to 30 seconds.
 */
public record Flaps(int deaths, Instant last) {
  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final int LONGEST_SECONDS = 30;

  public static final Flaps NONE = new Flaps(0, Instant.EPOCH);

  public Flaps died(Instant now) {
    boolean again = Duration.between(last, now).compareTo(MEMORY) < 0;
    return new Flaps(again ? deaths + 1 : 1, now);
  }

  /** How long to wait before the place is filled again. */
  public Duration pause() {
    if (deaths <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(deaths - 2, 5);
    return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << doublings));
  }

  /** Whether it is worth telling people about. */
  public boolean isRestless(Instant now) {
    return deaths >= 3 && Duration.between(last, now).compareTo(MEMORY) < 0;
  }

  public Instant notBefore() {
    return last.plus(pause());
  }
}
