package io.cellos.nucleus.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * What changed on this node, in memory: at most the newest 500 entries. A line is {@code Sun Nov 22
 * 09:40:36 UTC 2026<tab>INFO<tab>State: serving}.
 */
public final class StateLog {
  private static final int MOST = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Deque<String> lines = new ArrayDeque<>();

  public synchronized void add(Instant at, String message) {
    lines.addFirst(TIME.format(at) + "\tINFO\t" + message + "\n");
    if (lines.size() > MOST) {
      lines.removeLast();
    }
  }

  /** All lines, newest first. */
  public synchronized String text() {
    return String.join("", lines);
  }
}
