package io.cellos.cli.output;

import io.cellos.backend.CellEvent;
import io.cellos.backend.LogLine;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Events and log lines for people. */
public final class LogText {
  private LogText() {}

  /** {@code 2026-11-23T04:00:00Z controller: nucleus-1 started}. */
  public static Line of(CellEvent event) {
    return new Line()
        .add(event.at().truncatedTo(ChronoUnit.SECONDS) + " ", Style.faint)
        .add(event.source(), Colours.ofNode(event.source()))
        .add(": " + event.message());
  }

  /** {@code nucleus-1 zookeeper | text}; the text is passed on as the node wrote it. */
  public static String of(LogLine line, Ansi ansi) {
    String prefix =
        new Line()
            .add(line.node() + " " + line.file() + " |", Colours.ofNode(line.node()))
            .render(ansi);
    return prefix + " " + line.text();
  }
}
