package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a cell's processes and keeps its data. */
@Command(
    name = "stop",
    description = "Ends all processes of a cell and keeps its data, until cell start.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell stop demo", "  cell start demo"})
public final class StopCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  public StopCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    common.open(backends).stop(name, output::line);
    output.advice("bring it back with: cell start " + name);
    return ExitCode.DONE.status();
  }
}
