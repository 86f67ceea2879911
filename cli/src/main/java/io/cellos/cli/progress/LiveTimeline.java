package io.cellos.cli.progress;

import io.cellos.backend.progress.Progress;
import io.cellos.cli.output.Line;
import io.cellos.cli.output.Output;
import io.cellos.cli.terminal.TerminalSize;
import java.time.Instant;
import java.util.List;

/**
 * The timeline redrawn in place. Never more lines than the terminal has, and none wider than it:
 * else the cursor could not be moved back to the first of them. Wrapping is off while drawing, for
 * a terminal that was made narrower meanwhile.
 */
final class LiveTimeline implements ProgressView {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final Output output;
  private final Instant since;
  private int drawn;
  private boolean closed;

  LiveTimeline(Output output, Instant since) {
    this.output = output;
    this.since = since;
  }

  @Override
  public synchronized void show(Progress progress) {
    if (closed) {
      return;
    }
    TerminalSize size = output.size();
    List<Line> lines = TimelineText.lines(progress, since, Math.max(3, size.rows() - 1));
    StringBuilder picture = new StringBuilder();
    picture.append(HIDE_CURSOR).append(NO_WRAP);
    picture.append(drawn > 0 ? "\u001b[" + drawn + "A" : "");
    for (Line line : lines) {
      picture.append('\r').append(line.render(output.ansi(), size.columns()));
      picture.append(CLEAR_LINE).append('\n');
    }
    picture.append(CLEAR_BELOW).append(WRAP);
    drawn = lines.size();
    output.out().print(picture);
    output.out().flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      output.out().print(SHOW_CURSOR);
      output.out().flush();
    }
  }
}
