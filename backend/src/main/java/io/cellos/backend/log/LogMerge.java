package io.cellos.backend.log;

import io.cellos.backend.LogLine;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Merges the logs of several files by the times their lines begin with. A line without a time (of a
 * stack trace, say) stays behind the line before it.
 */
public final class LogMerge {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d.*", Pattern.DOTALL);
  private static final int TIME_LENGTH = "2026-01-02T03:04:05.678".length();

  private LogMerge() {}

  /**
   * @param files the lines of each file in their order
   */
  public static void merge(List<List<LogLine>> files, Consumer<LogLine> sink) {
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(Comparator.comparing(Cursor::time).thenComparingInt(Cursor::file));
    for (int file = 0; file < files.size(); file++) {
      if (!files.get(file).isEmpty()) {
        cursors.add(new Cursor(files.get(file), 0, time(files.get(file).getFirst(), ""), file));
      }
    }
    while (!cursors.isEmpty()) {
      Cursor first = cursors.remove();
      sink.accept(first.lines.get(first.next));
      int next = first.next + 1;
      if (next < first.lines.size()) {
        String time = time(first.lines.get(next), first.time);
        cursors.add(new Cursor(first.lines, next, time, first.file));
      }
    }
  }

  private record Cursor(List<LogLine> lines, int next, String time, int file) {}

  private static String time(LogLine line, String previous) {
    String text = line.text();
    if (!TIME.matcher(text).matches()) {
      return previous;
    }
    return text.substring(0, Math.min(text.length(), TIME_LENGTH))
        .replace('T', ' ')
        .replace(',', '.');
  }
}
