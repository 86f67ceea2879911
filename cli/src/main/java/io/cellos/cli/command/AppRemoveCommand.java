package io.cellos.cli.command;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.Apps;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.protocols.marathon.MarathonClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends an app for good. */
@Command(
    name = "rm",
    description = "Ends all instances of an app, or of a group with all its apps, and forgets it.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell app rm demo web", "  cell app rm demo /shop --yes"})
public final class AppRemoveCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  private final BackendChoice backends;
  private final Confirmation confirm;
  private final AppChange change;

  @Mixin AppWaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "APP", description = "The id of the app or group.")
  String app;

  @Option(names = "--yes", description = "Remove without asking.")
  boolean yes;

  public AppRemoveCommand(BackendChoice backends, Confirmation confirm, AppChange change) {
    this.backends = backends;
    this.confirm = confirm;
    this.change = change;
  }

  @Override
  public Integer call() throws InterruptedException {
    String path = MarathonClient.path(app);
    if (path.isEmpty()) {
      throw new InvalidInputException("name an app or a group; / is all that there is");
    }
    try (Apps apps = Apps.of(common.open(backends), name)) {
      List<String> ends = apps.below(app);
      if (ends.isEmpty() && !apps.isGroup(app)) {
        throw CellException.failed(
            "there is no app or group " + path + apps.hint(app), "cell app list " + name);
      }
      if (!yes) {
        confirm.require(
            "This ends " + named(ends, path) + ".",
            "yes",
            "cell app rm %s %s --yes".formatted(name, app));
      }
      change.await(apps, name, apps.remove(app, wait.force), wait, path + " is removed");
    }
    return ExitCode.DONE.status();
  }

  private static String named(List<String> ends, String path) {
    if (ends.isEmpty()) {
      return "the empty group " + path;
    }
    int more = ends.size() - SHOWN;
    return String.join(", ", ends.stream().limit(SHOWN).toList())
        + (more > 0 ? " and %d more apps".formatted(more) : "")
        + " in this cell";
  }
}
