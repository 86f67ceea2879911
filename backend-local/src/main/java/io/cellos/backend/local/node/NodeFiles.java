package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.files.AtomicFiles;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that the controller makes for a node, and what becomes of them. */
final class NodeFiles {
  private static final int GONE_KEPT = 10;
  private static final List<String> FOLDERS = List.of("bin", "etc", "logs", "modules", "tmp");

  private NodeFiles() {}

  /** Makes the node's directory, or what is missing of it. */
  static void make(CellHome cell, NodeFile node) throws IOException {
    Path home = cell.node(node.id());
    for (String folder : FOLDERS) {
      AtomicFiles.directory(home.resolve(folder));
    }
    text(home.resolve("etc/.curlrc"), curlrc(node.ip()));
    text(home.resolve("etc/bash_env"), BASH_ENV);
    text(home.resolve("etc/bashrc"), bashrc(cell, node));
    node.write(cell);
  }

  /** Removes the node's directory; its logs are kept for a while, as they may say why it died. */
  static void remove(CellHome cell, NodeId node) throws IOException {
    Path home = cell.node(node);
    try {
      AtomicFiles.directory(cell.gone());
      Files.move(
          home.resolve("logs"), cell.gone().resolve(node.value()), StandardCopyOption.ATOMIC_MOVE);
      prune(cell.gone());
    } catch (NoSuchFileException e) {
      AtomicFiles.deleteTree(home); // it left no logs
    }
    AtomicFiles.deleteTree(home);
  }

  private static void prune(Path gone) throws IOException {
    List<Path> oldestFirst;
    try (Stream<Path> entries = Files.list(gone)) {
      oldestFirst =
          entries.sorted(Comparator.comparingLong(path -> path.toFile().lastModified())).toList();
    }
    for (Path old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - GONE_KEPT))) {
      AtomicFiles.deleteTree(old);
    }
  }

  /** Makes curl on the node reach the node where it says localhost. */
  private static String curlrc(String ip) {
    return """
        connect-to = "localhost::%s:"
        connect-to = "127.0.0.1::%s:"
        """
        .formatted(ip, ip);
  }

  /** Commands that people know by their full path on a machine of the original. */
  private static final String BASH_ENV =
      """
      function /usr/local/bin/zk-list-nodes { command zk-list-nodes "$@"; }
      function /usr/local/bin/zk-barrier { command zk-barrier "$@"; }
      """;

  private static String bashrc(CellHome cell, NodeFile node) {
    return """
        . "$BASH_ENV"
        PS1='%s.%s:\\w\\$ '
        """
        .formatted(node.label(), cell.name());
  }

  private static void text(Path file, String content) throws IOException {
    AtomicFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
