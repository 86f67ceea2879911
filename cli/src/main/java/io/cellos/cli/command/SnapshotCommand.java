package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Saves the nucleus' data now. */
@Command(
    name = "snapshot",
    description = "Saves the data of the nucleus to the cell's shared store now.",
    footerHeading = "%nExamples:%n",
    footer = "  cell nucleus snapshot demo")
public final class SnapshotCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  public SnapshotCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    output.line(common.open(backends).takeSnapshot(name));
    return ExitCode.DONE.status();
  }
}
