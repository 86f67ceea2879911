package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.Apps;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces all instances of an app. */
@Command(
    name = "restart",
    description = "Replaces all instances of an app, as its upgrade strategy says.",
    footerHeading = "%nExamples:%n",
    footer = "  cell app restart demo web")
public final class AppRestartCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final AppChange change;

  @Mixin AppWaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "APP", description = "The app's id, such as /web or web.")
  String app;

  public AppRestartCommand(BackendChoice backends, AppChange change) {
    this.backends = backends;
    this.change = change;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Apps apps = Apps.of(common.open(backends), name)) {
      change.await(apps, name, apps.restart(app, wait.force), wait, app + " is restarted");
    }
    return ExitCode.DONE.status();
  }
}
