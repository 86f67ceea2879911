package io.cellos.cli.command;

import io.cellos.backend.progress.Pace;
import io.cellos.cli.app.AppProgress;
import io.cellos.cli.app.Apps;
import io.cellos.cli.app.Deployment;
import io.cellos.cli.output.Output;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.model.CellName;

/** What verbs that change apps do after they have told Marathon. */
public final class AppChange {
  private final Output output;
  private final Interrupts interrupts;
  private final Pace pace;

  public AppChange(Output output, Interrupts interrupts, Pace pace) {
    this.output = output;
    this.interrupts = interrupts;
    this.pace = pace;
  }

  /**
   * Waits, if that is wanted.
   *
   * @param done printed when it is done
   */
  void await(Apps apps, CellName cell, Deployment deployment, AppWaitOptions options, String done)
      throws InterruptedException {
    if (options.noWait) {
      output.line("deployment " + deployment.id());
      return;
    }
    try (Interrupts.Registration registration =
        interrupts.onInterrupt(
            () -> {
              output.remark("");
              output.remark("cell: interrupted; Marathon goes on");
              output.remark("  → see how far it is: cell app list " + cell);
            })) {
      new AppProgress(apps, cell, pace, output::remark).await(deployment, options.timeout);
    }
    output.line(done);
  }
}
