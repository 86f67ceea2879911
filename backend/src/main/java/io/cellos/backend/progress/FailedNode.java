package io.cellos.backend.progress;

import io.cellos.backend.Backend;
import io.cellos.backend.LogLine;
import io.cellos.backend.NodeTimeline;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import io.cellos.model.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A node whose boot failed for good. */
record FailedNode(NodeTimeline node, String step) {
  private static final int LOG_LINES = 12;

  /** The first failed node of the cell. */
  static Optional<FailedNode> in(Progress progress) {
    return progress.nodes().stream()
        .filter(node -> node.node().state() == NodeState.FAILED)
        .findFirst()
        .map(node -> new FailedNode(node, failedStep(node)));
  }

  private static String failedStep(NodeTimeline node) {
    return BootStep.of(node.events()).stream()
        .filter(step -> step.outcome() == BootStep.Outcome.FAILED)
        .map(BootStep::name)
        .reduce((earlier, later) -> later)
        .orElse("boot");
  }

  /** The failure for people: the node, the step, the end of the log that tells why. */
  CellException report(Backend backend, Wish wish) throws InterruptedException {
    CellName cell = wish.cell();
    StringBuilder cause = new StringBuilder();
    cause.append("node %s failed in step %s".formatted(node.label(), step));
    List<LogLine> log = endOfLog(backend, cell);
    if (!log.isEmpty()) {
      cause.append("; the end of its log:");
      log.forEach(
          line -> cause.append("\n    ").append(line.file()).append(" | ").append(line.text()));
    }
    String address = "%s %s %d".formatted(cell, node.role(), node.node().index());
    return CellException.failed(
        cause.toString(),
        "look closer: cell log %1$s, or: cell ssh %1$s; then try again: %2$s, or remove it: cell delete %3$s"
            .formatted(address, wish.again(), cell));
  }

  private List<LogLine> endOfLog(Backend backend, CellName cell) throws InterruptedException {
    List<LogLine> all = new ArrayList<>();
    try {
      backend.logs(cell, node.role(), OptionalInt.of(node.node().index()), false, all::add);
    } catch (CellException e) {
      return List.of(); // the failed step is worth more than why its log can't be read
    }
    List<LogLine> ofStep = all.stream().filter(line -> line.file().equals(logName())).toList();
    List<LogLine> best = ofStep.isEmpty() ? all : ofStep;
    return best.subList(Math.max(0, best.size() - LOG_LINES), best.size());
  }

  /** The log a step writes to: {@code hello} for {@code hello.provision}. */
  private String logName() {
    int dot = step.indexOf('.');
    return dot < 0 ? step : step.substring(0, dot);
  }
}
