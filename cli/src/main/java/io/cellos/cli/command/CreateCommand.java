package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.ExitCode;
import io.cellos.base.process.ShellWords;
import io.cellos.cli.file.CellFile;
import io.cellos.cli.file.CellFileReader;
import io.cellos.cli.input.Backends;
import io.cellos.cli.output.CellText;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      "  cell create demo -f cell.yaml --dry-run"
    })
public final class CreateCommand implements Callable<Integer> {
  private final Backends backends;
  private final Output output;
  private final Waiting waiting;

  @Mixin SizeOptions sizes;
  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The name of the new cell.")
  CellName name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A cell file (YAML) with sizes and modules; options win over it.")
  Path file;

  @Option(names = "--dry-run", description = "Print what would be done, and do none of it.")
  boolean dryRun;

  public CreateCommand(Backends backends, Output output, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    CellFile wanted = file == null ? CellFile.NONE : CellFileReader.read(file, name);
    CellSpec spec = wanted.toSpec(name, sizes.given());
    Backend backend = common.open(backends);
    if (dryRun) {
      backend.plan(spec).forEach(output::line);
      return ExitCode.DONE.status();
    }
    Wish wish = new Wish(name, CellGoal.running(), wait.timeout, again());
    waiting.guarded(wish, () -> backend.create(spec, output::line));
    if (wait.noWait) {
      output.line("cell " + name + " is being created; see how far it is: cell list " + name);
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
    output.line("  cell list " + name);
    output.line("  cell cmd " + name + " nucleus 0 zk-list-nodes");
    int more = progress.cell().desired(Role.NUCLEUS) + 2;
    if (more <= 9) {
      output.line("  cell scale " + name + " nucleus " + more);
    }
    output.line("  cell delete " + name);
  }

  /** The words that continue this very creation. */
  private String again() {
    StringBuilder words = new StringBuilder("cell create " + name);
    if (file != null) {
      words.append(" -f ").append(ShellWords.quote(file.toString()));
    }
    sizes
        .given()
        .forEach((role, size) -> words.append(" --").append(role).append(' ').append(size));
    return words.toString();
  }
}
