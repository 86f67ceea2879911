package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.PendingUpdate;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.file.CellFile;
import io.cellos.cli.file.CellFileReader;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a cell to this release, and to the settings and modules given. */
@Command(
    name = "update",
    description = {
      "Brings a cell to this release, with the settings given and the modules of a cell file.",
      "Shows what would change and asks first. Groups keep their sizes: see cell scale."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell update demo --backend aws --dry-run",
      "  cell update demo --backend aws -f cell.yaml",
      "  cell update demo --backend aws --instance-type stateless-body=m7g.xlarge --yes"
    })
public final class UpdateCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Confirmation confirm;
  private final Waiting waiting;

  @Mixin Ec2Options ec2;
  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;
  @Spec CommandSpec typed;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A cell file (YAML): its modules replace the cell's; its sizes are not used.")
  Path file;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Update without asking.")
  boolean yes;

  public UpdateCommand(
      BackendChoice backends, Output output, Confirmation confirm, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.confirm = confirm;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<CellFile> wanted =
        Optional.ofNullable(file).map(path -> CellFileReader.read(path, name));
    Optional<List<UserModule>> modules = wanted.map(CellFile::modules);
    Backend backend =
        common.open(backends, wanted.orElse(CellFile.NONE).settings(), ec2.settings());
    PendingUpdate update = backend.prepareUpdate(name, modules);
    List<String> changes = update.lines();
    changes.forEach(output::line);
    if (changes.isEmpty() || dryRun) {
      update.discard();
      output.line(changes.isEmpty() ? "nothing to change" : "nothing was changed");
      return ExitCode.DONE.status();
    }
    String again = Again.words("cell update " + name, typed);
    requireConsent(update, again);
    apply(backend, update, again);
    return ExitCode.DONE.status();
  }

  private void requireConsent(PendingUpdate update, String again) {
    if (yes) {
      return;
    }
    try {
      confirm.require("This changes cell " + name + " as shown.", "yes", again + " --yes");
    } catch (CellException refused) {
      update.discard();
      throw refused;
    }
  }

  private void apply(Backend backend, PendingUpdate update, String again)
      throws InterruptedException {
    Instant since = waiting.now();
    Wish wish = new Wish(name, CellGoal.running(), wait.timeout(backend), again);
    waiting.guarded(wish, () -> update.apply(output::line));
    if (wait.noWait) {
      output.advice("cell " + name + " is being updated; see how far it is: cell list " + name);
      return;
    }
    Progress progress = waiting.await(backend, wish, since);
    Optional<String> failure = update.failure();
    if (failure.isPresent()) {
      throw CellException.failed(
          "the update of cell " + name + " was taken back: " + failure.get(),
          "see what happened: cell log " + name + " --no-follow, and try again: " + again);
    }
    waiting.explain(progress, since);
    output.line("cell " + name + " is updated");
  }
}
