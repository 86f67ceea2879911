package io.cellos.backend.local.log;

import io.cellos.backend.CellEvent;
import io.cellos.base.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of {@code events.log}.
 *
 * @param detail what only the cell's owner may read, such as log lines; may be empty
 */
public record StoredEvent(Instant at, String source, String message, String detail) {

  /** Everything, for the cell's owner. */
  CellEvent toEvent() {
    String whole = detail == null || detail.isEmpty() ? message : message + ": " + detail;
    return new CellEvent(at, source, whole);
  }

  /** Reads a line; empty if it is not one (cut short by a crash or a full disk). */
  static Optional<CellEvent> parse(String line) {
    try {
      StoredEvent event = Json.read(line.getBytes(StandardCharsets.UTF_8), StoredEvent.class);
      return event.at == null || event.source == null || event.message == null
          ? Optional.empty()
          : Optional.of(event.toEvent());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
