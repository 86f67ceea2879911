package io.cellos.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.Apps;
import io.cellos.cli.output.AppText;
import io.cellos.cli.output.Documents;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one app. */
@Command(
    name = "show",
    description = {
      "Shows an app: its tasks, what it waits for, and its last failure.",
      "As JSON it is the app as Marathon's API shows it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  cell app show demo web", "  cell app show demo web -o json"})
public final class AppShowCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "APP", description = "The app's id, such as /web or web.")
  String app;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Format.Names.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  public AppShowCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    try (Apps apps = Apps.of(common.open(backends), name)) {
      JsonNode found = apps.app(app);
      Documents.print(output, format, found, () -> AppText.description(found, apps.waitsFor(app)));
    }
    return ExitCode.DONE.status();
  }
}
