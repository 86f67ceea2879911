package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Documents;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Line;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the saved data of the nucleus. */
@Command(
    name = "snapshots",
    description = "Lists the saved snapshots of the nucleus, oldest first.",
    footerHeading = "%nExamples:%n",
    footer = "  cell nucleus snapshots demo")
public final class SnapshotsCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Format.Names.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  public SnapshotsCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    List<String> names = common.open(backends).snapshots(name);
    if (names.isEmpty() && format == Format.TABLE) {
      output.advice("There are no snapshots yet. Take one: cell nucleus snapshot " + name);
      return ExitCode.DONE.status();
    }
    Documents.print(
        output, format, names, () -> names.stream().map(text -> Line.of(text)).toList());
    return ExitCode.DONE.status();
  }
}
