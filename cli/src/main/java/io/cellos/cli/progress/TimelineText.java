package io.cellos.cli.progress;

import io.cellos.backend.NodeTimeline;
import io.cellos.backend.progress.BootStep;
import io.cellos.backend.progress.Progress;
import io.cellos.base.time.Durations;
import io.cellos.cli.output.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** The timeline as the lines of one picture: a heading, a line for each node, the problems. */
final class TimelineText {
  private static final int STEP_WIDTH = 22;
  private static final int MOST_CHANGES = 5;

  private TimelineText() {}

  /**
   * @param since nodes that were ready before are only counted
   * @param rows the most lines there is room for, at least 3
   */
  static List<Line> lines(Progress progress, Instant since, int rows) {
    List<NodeTimeline> shown =
        progress.nodes().stream()
            .filter(node -> !(Progress.isReady(node) && isBefore(node, since)))
            .sorted(Comparator.comparing(Progress::isReady))
            .toList();
    List<Line> lines = new ArrayList<>();
    lines.add(heading(progress, since));
    lines.addAll(ChangeText.lines(progress.events(), since, Math.min(MOST_CHANGES, rows / 3)));
    int room = Math.max(1, rows - lines.size() - progress.problems().size());
    boolean all = shown.size() <= room;
    int labelWidth = shown.stream().mapToInt(node -> node.label().length()).max().orElse(0);
    List<NodeTimeline> fitting = all ? shown : shown.subList(0, room - 1);
    progress.nodes().stream()
        .filter(fitting::contains)
        .forEach(node -> lines.add(node(node, labelWidth, progress.at())));
    if (!all) {
      lines.add(Line.of("  … and " + (shown.size() - fitting.size()) + " more", Style.faint));
    }
    progress.problems().forEach(problem -> lines.add(Line.of("  " + problem, Style.fg_yellow)));
    return lines.subList(0, Math.min(rows, lines.size()));
  }

  private static boolean isBefore(NodeTimeline node, Instant since) {
    return BootStep.readyAt(BootStep.of(node.events()))
        .filter(at -> at.isBefore(since))
        .isPresent();
  }

  private static Line heading(Progress progress, Instant since) {
    long ready = progress.nodes().stream().filter(Progress::isReady).count();
    return new Line()
        .add(progress.cell().cell(), Style.bold)
        .add("  " + progress.cell().status().name().toLowerCase(Locale.ROOT))
        .add("  " + Durations.seconds(between(Waiting.origin(progress, since), progress.at())))
        .add("  %d of %d nodes ready".formatted(ready, progress.nodes().size()), Style.faint);
  }

  private static Line node(NodeTimeline node, int labelWidth, Instant now) {
    Line line = new Line().add("  ").column(node.label(), labelWidth + 2);
    List<BootStep> steps = BootStep.of(node.events());
    Optional<Instant> ready = BootStep.readyAt(steps);
    if (Progress.isLeaving(node)) {
      return line.add(node.node().state().toString(), Style.faint);
    }
    if (ready.isPresent()) {
      Duration boot = between(steps.getFirst().begin(), ready.get());
      return Progress.isReady(node)
          ? line.column("ready", STEP_WIDTH, Style.fg_green).add(Durations.seconds(boot))
          : line.add("booted, not healthy yet", Style.fg_yellow);
    }
    return steps.isEmpty()
        ? line.add("starting", Style.faint)
        : addStep(line, steps.getLast(), node.waitingFor(), now);
  }

  private static Line addStep(Line line, BootStep step, Optional<String> waitingFor, Instant now) {
    Style style =
        switch (step.outcome()) {
          case RUNNING -> Style.fg_cyan;
          case FAILED -> Style.fg_red;
          case DONE, SKIPPED -> Style.fg_white;
        };
    boolean failed = step.outcome() == BootStep.Outcome.FAILED;
    line.column(step.name() + (failed ? " failed" : ""), STEP_WIDTH, style);
    line.column(Durations.seconds(step.took(now)), 8);
    if (step.retries() > 0) {
      line.add("retry " + step.retries() + "  ", Style.fg_yellow);
    }
    waitingFor.ifPresent(what -> line.add("waits for " + what, Style.faint));
    return line;
  }

  private static Duration between(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.isNegative() ? Duration.ZERO : length;
  }
}
