package io.cellos.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a node's status file: {@code <step> start|end|failed|skipped|retry <epoch seconds>}.
 *
 * @param step a boot step such as {@code register}, {@code zookeeper}, {@code zk-barrier}, {@code
 *     hello.provision}, {@code ready}
 */
public record BootEvent(String step, Kind kind, Instant at) {

  /** What happened to the step. */
  public enum Kind {
    START,
    END,
    FAILED,
    SKIPPED,
    RETRY
  }

  /** The line, with milliseconds as a fraction: {@code zk-barrier end 1763876543.217}. */
  public String toLine() {
    long millis = at.toEpochMilli();
    return "%s %s %d.%03d"
        .formatted(step, kind.name().toLowerCase(Locale.ROOT), millis / 1000, millis % 1000);
  }

  /** Reads a line; empty if it is not one (a line cut short by a crash is skipped, not fatal). */
  public static Optional<BootEvent> parse(String line) {
    String[] parts = line.strip().split(" ");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      long millis = new java.math.BigDecimal(parts[2]).movePointRight(3).longValue();
      return Optional.of(
          new BootEvent(
              parts[0],
              Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
              Instant.ofEpochMilli(millis)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
