package io.cellos.cli.progress;

import io.cellos.backend.CellEvent;
import io.cellos.cli.output.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The infrastructure on its way: how many of its pieces are done, and what happened last. Nothing
 * of it once all are done, so that the nodes have the room.
 */
final class ChangeText {
  private static final String DONE = "_COMPLETE";
  private static final String FAILED = "_FAILED";

  private ChangeText() {}

  /**
   * @param since what happened before is left out
   * @param rows the most lines there is room for
   */
  static List<Line> lines(List<CellEvent> events, Instant since, int rows) {
    List<CellEvent> shown = events.stream().filter(event -> !event.at().isBefore(since)).toList();
    Map<String, String> newest = new LinkedHashMap<>();
    shown.forEach(event -> newest.put(event.source(), state(event)));
    long done = newest.values().stream().filter(state -> state.endsWith(DONE)).count();
    if (done == newest.size() || rows < 1) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("  %d of %d resources done".formatted(done, newest.size()), Style.faint));
    shown.subList(Math.max(0, shown.size() - rows + 1), shown.size()).stream()
        .map(ChangeText::line)
        .forEach(lines::add);
    return lines;
  }

  /** {@code stack/Nucleus CREATE_IN_PROGRESS}. */
  static String plain(CellEvent event) {
    return event.source() + "  " + event.message();
  }

  private static Line line(CellEvent event) {
    return new Line().add("  " + event.source() + "  ").add(event.message(), style(event));
  }

  private static IStyle style(CellEvent event) {
    String state = state(event);
    if (state.endsWith(FAILED)) {
      return Style.fg_red;
    }
    return state.endsWith(DONE) ? Style.fg_green : Style.fg_cyan;
  }

  /** The first word; a reason may follow. */
  private static String state(CellEvent event) {
    return event.message().split("[ :]", 2)[0];
  }
}
