package io.cellos.backend;

import java.time.Duration;

/**
 * How cells of a backend are waited for.
 *
 * @param betweenLooks how long to wait between two looks at a cell
 * @param patience how long at most when nobody says otherwise
 */
public record Tempo(Duration betweenLooks, Duration patience) {
  /** For cells whose nodes are there in seconds and are asked for free. */
  public static final Tempo OF_THIS_MACHINE =
      new Tempo(Duration.ofMillis(100), Duration.ofMinutes(5));
}
