package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.file.CellFile;
import io.cellos.cli.file.CellFileReader;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces the modules of a cell. */
@Command(
    name = "seed",
    description = {
      "Replaces the modules that nodes of the cell run when they boot from now on.",
      "Nodes that run stay as they are; new ones, also those that replace a lost node, run these."
    },
    footerHeading = "%nExamples:%n",
    footer = "  cell seed demo --backend aws -f cell.yaml")
public final class SeedCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "A cell file (YAML) with the modules; nothing else of it is used but settings.")
  Path file;

  public SeedCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    CellFile wanted = CellFileReader.read(file, name);
    if (wanted.modules().isEmpty()) {
      throw new InvalidInputException(
          file + " names no modules; to have none from now on, use cell update with it");
    }
    Backend backend = common.open(backends, wanted.settings(), Settings.NONE);
    backend.seed(name, wanted.modules(), output::line);
    output.line("nodes of cell " + name + " that boot from now on run these modules");
    return ExitCode.DONE.status();
  }
}
