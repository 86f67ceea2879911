package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.AppView;
import io.cellos.cli.app.Apps;
import io.cellos.cli.output.AppText;
import io.cellos.cli.output.Documents;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the apps of a cell. */
@Command(
    name = "list",
    description = "Lists the apps, how many instances run, and what is waited for.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell app list demo", "  cell app list demo -o json"})
public final class AppListCommand implements Callable<Integer> {
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

  public AppListCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    try (Apps apps = Apps.of(common.open(backends), name)) {
      List<AppView> found = apps.list();
      if (found.isEmpty() && format == Format.TABLE) {
        output.advice("There are no apps. Deploy one: cell app deploy " + name + " FILE");
      } else {
        Documents.print(output, format, found, () -> AppText.table(found));
      }
    }
    return ExitCode.DONE.status();
  }
}
