package io.cellos.backend.local.log;

import io.cellos.backend.log.LogFileName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One file of a node's {@code logs} directory. */
record NodeLogFile(Path path, LogFileName file) {

  String name() {
    return file.log();
  }

  boolean isCurrent() {
    return file.isCurrent();
  }

  /** The log files in a directory, by name, the oldest of each name first. */
  static List<NodeLogFile> in(Path logs) {
    List<NodeLogFile> found = new ArrayList<>();
    if (!Files.isDirectory(logs)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(logs)) {
      for (Path entry : entries.toList()) {
        LogFileName.parse(entry.getFileName().toString())
            .ifPresent(file -> found.add(new NodeLogFile(entry, file)));
      }
    } catch (IOException | UncheckedIOException e) {
      return found; // the node has just gone
    }
    found.sort(Comparator.comparing(NodeLogFile::file));
    return found;
  }
}
