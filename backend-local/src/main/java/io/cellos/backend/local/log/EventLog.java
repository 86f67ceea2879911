package io.cellos.backend.local.log;

import io.cellos.base.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events of a cell, one JSON object a line. The file is turned over at 1 MB and one old
 * one is kept. An event that can't be written (a full disk) is still shown on the status page.
 */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final long MOST_BYTES = 1_000_000;
  private static final int RECENT = 100;

  private final Path file;
  private final InstantSource clock;
  private final Deque<StoredEvent> recent = new ArrayDeque<>();

  public EventLog(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The file's name once it was turned over. */
  static Path old(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  public void add(String source, String message) {
    add(source, message, "");
  }

  /**
   * @param source who says so
   * @param detail what only the cell's owner may read, such as log lines; may be empty
   */
  public synchronized void add(String source, String message, String detail) {
    StoredEvent event = new StoredEvent(clock.instant(), source, message, detail);
    recent.addLast(event);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    try {
      append(event);
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", file, e.toString());
    }
  }

  /** The last events, oldest first. */
  public synchronized List<StoredEvent> recent() {
    return List.copyOf(recent);
  }

  private void append(StoredEvent event) throws IOException {
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      Files.move(file, old(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(
        file,
        (Json.text(event) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
