package io.cellos.backend.local.log;

import io.cellos.backend.LogLine;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.log.LogMerge;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Passes on log lines of the nodes of a group, also of nodes that come later. */
public final class NodeLogs implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final CellHome cell;
  private final Role role;
  private final OptionalInt index;
  private final Consumer<LogLine> sink;
  private final Map<Path, LineTail> tails = new HashMap<>();

  /**
   * @param index one node, counted from 1; empty for all
   */
  public NodeLogs(CellHome cell, Role role, OptionalInt index, Consumer<LogLine> sink) {
    this.cell = cell;
    this.role = role;
    this.index = index;
    this.sink = sink;
  }

  /**
   * @param follow whether to stay until interrupted or the cell is gone
   */
  public void read(boolean follow) throws IOException, InterruptedException {
    passPresent(follow);
    while (follow && cell.exists()) {
      Thread.sleep(PAUSE_MILLIS);
      passNew();
    }
  }

  /** The last lines of a node's log, for reports; fewer if there are fewer. */
  public static List<String> last(CellHome cell, NodeFile node, String file, int count) {
    List<String> lines = new ArrayList<>();
    for (NodeLogFile log : NodeLogFile.in(cell.node(node.id()).resolve("logs"))) {
      if (log.name().equals(file) && log.isCurrent()) {
        lines.addAll(LastLines.of(log.path(), count));
      }
    }
    return lines;
  }

  /** The line that says best why a node died: the last that any of its own logs has. */
  public static Optional<String> lastLine(CellHome cell, NodeFile node) {
    return NodeLogFile.in(cell.node(node.id()).resolve("logs")).stream()
        .filter(NodeLogFile::isCurrent)
        .filter(log -> log.name().equals("node") || log.name().equals("console"))
        .sorted(Comparator.comparingLong(log -> -log.path().toFile().lastModified()))
        .flatMap(log -> LastLines.of(log.path(), 1).stream())
        .findFirst();
  }

  private void passPresent(boolean follow) throws IOException {
    List<List<LogLine>> files = new ArrayList<>();
    for (NodeFile node : nodes()) {
      Map<String, List<LogLine>> byName = new HashMap<>();
      for (NodeLogFile log : files(node)) {
        LineTail tail = new LineTail(log.path());
        List<LogLine> lines = byName.computeIfAbsent(log.name(), name -> new ArrayList<>());
        List<String> some = tail.read();
        while (!some.isEmpty()) {
          some.forEach(line -> lines.add(new LogLine(node.label(), log.name(), line)));
          some = tail.read();
        }
        if (!follow || !log.isCurrent()) {
          tail.rest().forEach(line -> lines.add(new LogLine(node.label(), log.name(), line)));
        }
        keep(log, tail);
      }
      files.addAll(byName.values());
    }
    LogMerge.merge(files, sink);
  }

  /** A turned over file gets no more lines; the others are read on. */
  private void keep(NodeLogFile log, LineTail tail) throws IOException {
    if (log.isCurrent()) {
      tails.put(log.path(), tail);
    } else {
      tail.close();
    }
  }

  private void passNew() throws IOException {
    List<List<LogLine>> files = new ArrayList<>();
    Map<Path, LineTail> present = new HashMap<>();
    for (NodeFile node : nodes()) {
      for (NodeLogFile log : files(node)) {
        if (log.isCurrent()) {
          LineTail tail = tails.getOrDefault(log.path(), new LineTail(log.path()));
          present.put(log.path(), tail);
          files.add(
              tail.read().stream()
                  .map(line -> new LogLine(node.label(), log.name(), line))
                  .toList());
        }
      }
    }
    for (Map.Entry<Path, LineTail> tail : tails.entrySet()) {
      if (!present.containsKey(tail.getKey())) {
        tail.getValue().close(); // its node is gone
      }
    }
    tails.clear();
    tails.putAll(present);
    LogMerge.merge(files, sink);
  }

  private List<NodeFile> nodes() throws IOException {
    return NodeFile.readAll(cell).nodes().stream()
        .filter(node -> node.role() == role)
        .filter(node -> index.isEmpty() || index.getAsInt() == node.index())
        .sorted(Comparator.comparing(NodeFile::index))
        .toList();
  }

  private List<NodeLogFile> files(NodeFile node) {
    return NodeLogFile.in(cell.node(node.id()).resolve("logs"));
  }

  @Override
  public void close() throws IOException {
    for (LineTail tail : tails.values()) {
      tail.close();
    }
    tails.clear();
  }
}
