package io.cellos.marathon.model;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** A moment with milliseconds, which is also how versions are told apart. */
public record Timestamp(Instant instant) implements Comparable<Timestamp> {
  public static final Timestamp ZERO = new Timestamp(Instant.EPOCH);

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public Timestamp {
    instant = instant.truncatedTo(ChronoUnit.MILLIS);
  }

  public static Timestamp ofMillis(long epochMillis) {
    return new Timestamp(Instant.ofEpochMilli(epochMillis));
  }

  /**
   * @throws IllegalArgumentException if the text is not an ISO 8601 time with an offset
   */
  public static Timestamp parse(String text) {
    try {
      return new Timestamp(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Invalid timestamp provided '" + text + "'. Expecting ISO-8601 datetime string.", e);
    }
  }

  /** A moment that is later than both: two changes in one millisecond get two versions. */
  public Timestamp orAfter(Timestamp other) {
    return isAfter(other) ? this : new Timestamp(other.instant.plusMillis(1));
  }

  public boolean isAfter(Timestamp other) {
    return instant.isAfter(other.instant);
  }

  public boolean isBefore(Timestamp other) {
    return instant.isBefore(other.instant);
  }

  public Duration until(Timestamp other) {
    return Duration.between(instant, other.instant);
  }

  public long millis() {
    return instant.toEpochMilli();
  }

  @Override
  public int compareTo(Timestamp other) {
    return instant.compareTo(other.instant);
  }

  /** Always with three digits of milliseconds: {@code 2026-11-24T09:00:00.000Z}. */
  @Override
  public String toString() {
    return FORMAT.format(instant);
  }
}
