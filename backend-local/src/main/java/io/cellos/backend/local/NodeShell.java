package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.error.CellException;
import io.cellos.model.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs that run in a node's directory with just the node's environment. */
final class NodeShell {
  private NodeShell() {}

  static ProcessBuilder command(CellHome cell, NodeId id, String shellCommand) {
    NodeFile node = node(cell, id);
    String shell = bash().map(Path::toString).orElse("/bin/sh");
    return builder(cell, node, List.of(shell, "-c", shellCommand));
  }

  static ProcessBuilder shell(CellHome cell, NodeId id) {
    NodeFile node = node(cell, id);
    Path settings = cell.node(id).resolve("etc/bashrc");
    List<String> words =
        bash()
            .map(bash -> List.of(bash.toString(), "--rcfile", settings.toString(), "-i"))
            .orElse(List.of("/bin/sh", "-i"));
    ProcessBuilder builder = builder(cell, node, words);
    Optional.ofNullable(System.getenv("TERM"))
        .ifPresent(term -> builder.environment().put("TERM", term));
    return builder;
  }

  private static NodeFile node(CellHome cell, NodeId id) {
    try {
      return NodeFile.read(cell.node(id));
    } catch (DamagedFileException e) {
      throw CellException.failed(
          "cell " + cell.name() + " has no node " + id,
          "see its nodes with: cell list " + cell.name(),
          e);
    }
  }

  private static Optional<Path> bash() {
    return List.of("/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash").stream()
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static ProcessBuilder builder(CellHome cell, NodeFile node, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(cell.node(node.id()).toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(node.environment());
    return builder;
  }
}
