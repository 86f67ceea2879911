package io.cellos.cli.progress;

import io.cellos.backend.progress.CriticalPath;
import io.cellos.base.time.Durations;
import io.cellos.cli.output.Line;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** The critical path for people: what decided how long it took, with bars. */
final class CriticalPathText {
  private static final int BAR = 24;

  private CriticalPathText() {}

  static List<Line> lines(CriticalPath path) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line()
            .add("Critical path", Style.bold)
            .add(": " + Durations.seconds(path.total()) + " in all"));
    int nodes = path.legs().stream().mapToInt(leg -> leg.node().length()).max().orElse(0);
    int steps = path.legs().stream().mapToInt(leg -> leg.step().length()).max().orElse(0);
    for (CriticalPath.Leg leg : path.legs()) {
      long share = Math.round((double) BAR * leg.took().toNanos() / path.total().toNanos());
      lines.add(
          new Line()
              .add("  ")
              .column(leg.node(), nodes + 2)
              .column(leg.step(), steps + 2)
              .column("%6s".formatted(Durations.seconds(leg.took())), 8)
              .add("▪".repeat((int) share), Style.fg_cyan));
    }
    return lines;
  }
}
