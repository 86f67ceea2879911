package io.cellos.backend.local.log;

import io.cellos.backend.CellEvent;
import io.cellos.backend.local.cell.CellHome;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Passes on the events of a cell, from its files: this works without a controller too. */
public final class EventReader {
  private static final long PAUSE_MILLIS = 100;

  private EventReader() {}

  /**
   * @param follow whether to stay until interrupted or the cell is gone
   */
  public static void read(CellHome cell, boolean follow, Consumer<CellEvent> sink)
      throws IOException, InterruptedException {
    try (LineTail old = new LineTail(EventLog.old(cell.events()));
        LineTail current = new LineTail(cell.events())) {
      pass(all(old), sink);
      pass(all(current), sink);
      while (follow && cell.exists()) {
        Thread.sleep(PAUSE_MILLIS);
        pass(current.read(), sink);
      }
    }
  }

  private static List<String> all(LineTail tail) throws IOException {
    List<String> lines = new java.util.ArrayList<>();
    List<String> some = tail.read();
    while (!some.isEmpty()) {
      lines.addAll(some);
      some = tail.read();
    }
    return lines;
  }

  private static void pass(List<String> lines, Consumer<CellEvent> sink) {
    lines.forEach(line -> StoredEvent.parse(line).ifPresent(sink));
  }
}
