package io.cellos.cli.progress;

import io.cellos.backend.Backend;
import io.cellos.backend.progress.AwaitCell;
import io.cellos.backend.progress.CriticalPath;
import io.cellos.backend.progress.Pace;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.cli.output.Output;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.model.CellName;
import java.time.Instant;

/** Waits for a cell while showing how far it is; Ctrl-C ends the waiting, not the cell. */
public final class Waiting {
  private final Output output;
  private final Interrupts interrupts;
  private final Pace pace;

  public Waiting(Output output, Interrupts interrupts, Pace pace) {
    this.output = output;
    this.interrupts = interrupts;
    this.pace = pace;
  }

  public Instant now() {
    return pace.now();
  }

  /**
   * @param since what happened before is not shown
   * @return the cell as wished
   * @throws io.cellos.base.error.CellException as {@link AwaitCell#await}
   */
  public Progress await(Backend backend, Wish wish, Instant since) throws InterruptedException {
    try (ProgressView view = ProgressView.on(output, since);
        Interrupts.Registration registration =
            interrupts.onInterrupt(
                () -> {
                  view.close();
                  abandon(wish);
                })) {
      return new AwaitCell(backend, pace).await(wish, view::show);
    }
  }

  /** Does what begins the wish; Ctrl-C while it does says how to go on. */
  public void guarded(Wish wish, Runnable begin) {
    try (Interrupts.Registration registration = interrupts.onInterrupt(() -> abandon(wish))) {
      begin.run();
    }
  }

  /** Does something that ends only when all of it is done; Ctrl-C while it does says how to. */
  public void whole(CellName cell, String again, Runnable work) {
    try (Interrupts.Registration registration =
        interrupts.onInterrupt(
            () -> {
              output.remark("");
              output.remark("cell: interrupted; something of " + cell + " may be left");
              output.remark("  → finish with: " + again);
            })) {
      work.run();
    }
  }

  private void abandon(Wish wish) {
    output.remark("");
    output.remark(
        "cell: interrupted; what has begun of " + wish.cell() + " goes on in the background");
    output.remark("  → continue with: " + wish.again());
    output.remark("  → or remove it: cell delete " + wish.cell());
  }

  /** When what is waited for began: not before the cell did. */
  static Instant origin(Progress progress, Instant since) {
    Instant created = progress.cell().created();
    return created.isAfter(since) ? created : since;
  }

  /** Prints what decided how long it took. */
  public void explain(Progress progress, Instant since) {
    CriticalPath.of(origin(progress, since), progress.nodes())
        .ifPresent(path -> CriticalPathText.lines(path).forEach(output::line));
  }
}
