package io.cellos.cli.progress;

import io.cellos.backend.progress.Progress;
import io.cellos.cli.output.Output;
import java.time.Instant;

/** Shows somebody how far a cell is. */
public interface ProgressView extends AutoCloseable {
  void show(Progress progress);

  /** Leaves the terminal in order; shows nothing afterwards. Closing again does nothing. */
  @Override
  void close();

  /**
   * The view that suits the output.
   *
   * @param since what happened before is not shown
   */
  static ProgressView on(Output output, Instant since) {
    return output.canRedraw() ? new LiveTimeline(output, since) : new PlainTimeline(output, since);
  }
}
