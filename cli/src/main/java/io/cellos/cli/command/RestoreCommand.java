package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings saved data of the nucleus back. */
@Command(
    name = "restore",
    description = {
      "Lets the nucleus begin anew from a snapshot; the way back when a majority is lost for good.",
      "What was written after the snapshot is no longer served; it is put aside, not deleted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell nucleus restore demo",
      "  cell nucleus restore demo --from NAME-OF-SNAPSHOT --yes"
    })
public final class RestoreCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Confirmation confirm;
  private final Waiting waiting;

  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(
      names = "--from",
      paramLabel = "SNAPSHOT",
      description = "Which one, see cell nucleus snapshots (usually the newest).")
  String from;

  @Option(names = "--yes", description = "Restore without asking.")
  boolean yes;

  public RestoreCommand(
      BackendChoice backends, Output output, Confirmation confirm, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.confirm = confirm;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Backend backend = common.open(backends);
    String snapshot = choose(backend.snapshots(name));
    if (!yes) {
      confirm.require(
          "The nucleus of %s begins anew from %s; later writes are no longer served."
              .formatted(name, snapshot),
          "yes",
          "cell nucleus restore %s --from %s --yes".formatted(name, snapshot));
    }
    Instant since = waiting.now();
    Wish wish = new Wish(name, CellGoal.running(), wait.timeout(backend), "cell start " + name);
    waiting.guarded(wish, () -> backend.restore(name, snapshot));
    if (wait.noWait) {
      output.line("the nucleus of " + name + " is being restored from " + snapshot);
      return ExitCode.DONE.status();
    }
    waiting.await(backend, wish, since);
    output.line("the nucleus of " + name + " serves again, from " + snapshot);
    return ExitCode.DONE.status();
  }

  private String choose(List<String> snapshots) {
    if (snapshots.isEmpty()) {
      throw CellException.failed(
          "cell " + name + " has no snapshots", "take one: cell nucleus snapshot " + name);
    }
    if (from != null && !snapshots.contains(from)) {
      throw CellException.failed(
          "cell " + name + " has no such snapshot", "see which: cell nucleus snapshots " + name);
    }
    return from == null ? snapshots.getLast() : from;
  }
}
