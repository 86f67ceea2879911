package io.cellos.backend.progress;

import io.cellos.backend.NodeTimeline;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Durations;
import java.time.Instant;
import java.util.List;

/** Says why a cell is not as wanted yet, node by node. */
final class StillWaiting {
  private StillWaiting() {}

  static CellException report(Progress progress, Wish wish) {
    String name = progress.cell().cell();
    StringBuilder cause = new StringBuilder();
    cause.append(
        "cell %s is not as wanted after %s (%s); still waiting for:"
            .formatted(name, Durations.seconds(wish.timeout()), progress.cell().status()));
    progress.nodes().stream()
        .filter(node -> !Progress.isReady(node))
        .forEach(node -> cause.append("\n    ").append(line(node, progress.at())));
    progress.problems().forEach(problem -> cause.append("\n    ").append(problem));
    return new CellException(
        ExitCode.TIMED_OUT,
        cause.toString(),
        "it goes on by itself: wait longer with %s, or remove it with cell delete %s"
            .formatted(wish.again(), name));
  }

  private static String line(NodeTimeline node, Instant now) {
    List<BootStep> steps = BootStep.of(node.events());
    String step =
        steps.isEmpty()
            ? "has not reported yet (" + node.node().state() + ")"
            : describe(steps.getLast(), now);
    return node.label()
        + ": "
        + step
        + node.waitingFor().map(what -> ", waits for " + what).orElse("");
  }

  private static String describe(BootStep step, Instant now) {
    return switch (step.outcome()) {
      case RUNNING -> step.name() + " for " + Durations.seconds(step.took(now));
      case DONE, SKIPPED -> step.name() + " done, not healthy yet";
      case FAILED -> step.name() + " failed";
    };
  }
}
