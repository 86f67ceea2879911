package io.cellos.backend.local.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of a node's {@code logs} directory: {@code <name>.log}, or {@code <name>.log.<n>} where
 * it is turned over (0 or no number is the one that is written, higher ones are older).
 *
 * @param name what stands before {@code .log}
 * @param generation 0 for the file that is written
 */
record NodeLogFile(Path path, String name, int generation) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+?)\\.log(?:\\.(\\d{1,3}))?");

  boolean isCurrent() {
    return generation == 0;
  }

  /** The log files in a directory, by name, the oldest of each name first. */
  static List<NodeLogFile> in(Path logs) {
    List<NodeLogFile> found = new ArrayList<>();
    if (!Files.isDirectory(logs)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(logs)) {
      for (Path entry : entries.toList()) {
        Matcher matcher = NAME.matcher(entry.getFileName().toString());
        if (matcher.matches()) {
          int generation = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
          found.add(new NodeLogFile(entry, matcher.group(1), generation));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return found; // the node has just gone
    }
    found.sort(
        Comparator.comparing(NodeLogFile::name)
            .thenComparing(Comparator.comparingInt(NodeLogFile::generation).reversed()));
    return found;
  }
}
