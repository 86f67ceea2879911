package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings a cell back. */
@Command(
    name = "start",
    description =
        "Brings a stopped cell back with its data; also one that a reboot or a crash ended.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell start demo", "  cell start demo --no-wait"})
public final class StartCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Waiting waiting;

  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  public StartCommand(BackendChoice backends, Output output, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Backend backend = common.open(backends);
    Instant since = waiting.now();
    Wish wish = new Wish(name, CellGoal.running(), wait.timeout(backend), "cell start " + name);
    waiting.guarded(wish, () -> backend.start(name, output::line));
    if (wait.noWait) {
      output.advice("cell " + name + " is being started; see how far it is: cell list " + name);
      return ExitCode.DONE.status();
    }
    Progress progress = waiting.await(backend, wish, since);
    waiting.explain(progress, since);
    output.line("cell " + name + " is running");
    return ExitCode.DONE.status();
  }
}
