package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.file.CellFile;
import io.cellos.cli.file.CellFileReader;
import io.cellos.cli.output.CellText;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stands up a cell. */
@Command(
    name = "create",
    description = {
      "Stands up a cell and waits until all of it is healthy.",
      "Ctrl-C ends the waiting, not the cell; run again, it goes on where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell create demo",
      "  cell create demo --nucleus 3 --stateless-body 2",
      "  cell create demo -f cell.yaml --dry-run",
      "  cell create demo --backend aws --region eu-west-1"
    })
public final class CreateCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Waiting waiting;

  @Mixin SizeOptions sizes;
  @Mixin BodyOptions body;
  @Mixin Ec2Options ec2;
  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;
  @Spec CommandSpec typed;

  @Parameters(paramLabel = "NAME", description = "The name of the new cell.")
  CellName name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A cell file (YAML) with sizes, modules and settings; options win over it.")
  Path file;

  @Option(names = "--dry-run", description = "Print what would be done, and do none of it.")
  boolean dryRun;

  public CreateCommand(BackendChoice backends, Output output, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    CellFile wanted = file == null ? CellFile.NONE : CellFileReader.read(file, name);
    Settings more = ec2.settings().with(body.settings());
    CellSpec spec =
        wanted.toSpec(
            name,
            sizes.given(),
            BodyOptions.spec(common.settings(backends, wanted.settings(), more)));
    Backend backend = common.open(backends, wanted.settings(), more);
    if (dryRun) {
      backend.plan(spec).forEach(output::line);
      return ExitCode.DONE.status();
    }
    Wish wish =
        new Wish(
            name,
            CellGoal.running(),
            wait.timeout(backend),
            Again.words("cell create " + name, typed));
    waiting.guarded(wish, () -> backend.create(spec, output::line));
    if (wait.noWait) {
      output.advice("cell " + name + " is being created; see how far it is: cell list " + name);
      return ExitCode.DONE.status();
    }
    conclude(waiting.await(backend, wish, Instant.EPOCH));
    return ExitCode.DONE.status();
  }

  private void conclude(Progress progress) {
    output.line("");
    waiting.explain(progress, Instant.EPOCH);
    output.line("");
    output.line("cell " + name + " is running");
    CellText.endpoints(progress.cell()).forEach(line -> output.line(line));
    output.line("");
    output.line("What to do next:");
    output.advice("  cell list " + name);
    output.advice("  cell cmd " + name + " nucleus 0 zk-list-nodes");
    int more = progress.cell().desired(Role.NUCLEUS) + 2;
    if (more <= 9) {
      output.advice("  cell scale " + name + " nucleus " + more);
    }
    output.advice("  cell delete " + name);
  }
}
