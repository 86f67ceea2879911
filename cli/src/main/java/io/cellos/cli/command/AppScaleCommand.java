package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.Apps;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes how many instances an app has. */
@Command(
    name = "scale",
    description = "Sets how many instances an app has, and waits until it has them.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell app scale demo web 3", "  cell app scale demo web 0"})
public final class AppScaleCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final AppChange change;

  @Mixin AppWaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "APP", description = "The app's id, such as /web or web.")
  String app;

  @Parameters(index = "2", paramLabel = "N", description = "How many instances it shall have.")
  int instances;

  public AppScaleCommand(BackendChoice backends, AppChange change) {
    this.backends = backends;
    this.change = change;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (instances < 0) {
      throw new InvalidInputException("an app can't have " + instances + " instances");
    }
    try (Apps apps = Apps.of(common.open(backends), name)) {
      change.await(
          apps,
          name,
          apps.scale(app, instances, wait.force),
          wait,
          "%s has %d %s".formatted(app, instances, instances == 1 ? "instance" : "instances"));
    }
    return ExitCode.DONE.status();
  }
}
