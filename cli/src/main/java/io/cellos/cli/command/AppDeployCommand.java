package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.AppFile;
import io.cellos.cli.app.Apps;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes apps be as a file says. */
@Command(
    name = "deploy",
    description = {
      "Makes apps be as a file says, and waits until they are.",
      "The file has Marathon's JSON: one app, a list of apps, or a group. Of an app that is there"
          + " already everything becomes as the file says; a group has afterwards what is in the"
          + " file, and nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell app deploy demo web.json",
      "  cell app deploy demo - --no-wait < web.json",
      "  cell app deploy demo shop.json --force --timeout 10m"
    })
public final class AppDeployCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final AppChange change;
  private final InputStream in;

  @Mixin AppWaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file; - is standard input.")
  String file;

  public AppDeployCommand(BackendChoice backends, Output output, AppChange change, InputStream in) {
    this.backends = backends;
    this.output = output;
    this.change = change;
    this.in = in;
  }

  @Override
  public Integer call() throws InterruptedException {
    AppFile wanted = AppFile.read(file, in);
    wanted.warnings().forEach(warning -> output.remark("warning: " + warning));
    try (Apps apps = Apps.of(common.open(backends), name)) {
      change.await(
          apps,
          name,
          apps.deploy(wanted, wait.force),
          wait,
          String.join(", ", wanted.ids()) + (wanted.ids().size() == 1 ? " is" : " are") + " there");
    }
    return ExitCode.DONE.status();
  }
}
