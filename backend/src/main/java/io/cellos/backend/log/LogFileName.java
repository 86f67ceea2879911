package io.cellos.backend.log;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one file among a node's logs: {@code <log>.log}, or {@code <log>.log.<n>} where it is
 * turned over (0 or no number is the one that is written, higher ones are older). They are ordered
 * by log, the oldest of each first.
 *
 * @param log what stands before {@code .log}
 * @param generation 0 for the file that is written
 */
public record LogFileName(String log, int generation) implements Comparable<LogFileName> {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+?)\\.log(?:\\.(\\d{1,3}))?");
  private static final Comparator<LogFileName> ORDER =
      Comparator.comparing(LogFileName::log)
          .thenComparing(Comparator.comparingInt(LogFileName::generation).reversed());

  /** Reads a file's name; empty if no log has such a name. */
  public static Optional<LogFileName> parse(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches()
        ? Optional.of(
            new LogFileName(
                matcher.group(1),
                matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  public boolean isCurrent() {
    return generation == 0;
  }

  @Override
  public int compareTo(LogFileName other) {
    return ORDER.compare(this, other);
  }
}
