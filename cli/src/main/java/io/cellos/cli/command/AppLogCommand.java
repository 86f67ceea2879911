package io.cellos.cli.command;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.app.AppLog;
import io.cellos.cli.app.Apps;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the instances of an app print. */
@Command(
    name = "log",
    description = {
      "Shows what the instances of an app have printed; if none runs, the one that failed last.",
      "Of several instances each line says which one printed it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  cell app log demo web", "  cell app log demo web --stderr -f"})
public final class AppLogCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int LOOKS_BEFORE_ASKING = 8;

  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "APP", description = "The app's id, such as /web or web.")
  String app;

  @Option(
      names = {"-f", "--follow"},
      description = "Stay until Ctrl-C; instances that come later are shown, too.")
  boolean follow;

  @Option(names = "--stderr", description = "What they printed to standard error instead.")
  boolean stderr;

  public AppLogCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Apps apps = Apps.of(common.open(backends), name)) {
      AppLog log = new AppLog(apps, app, stderr ? "stderr" : "stdout", output.out());
      if (log.look() == 0 && !follow) {
        throw CellException.failed(
            "app " + app + " has no instance whose files are still there",
            "cell app show %s %s".formatted(name, app));
      }
      log.passOn();
      for (int look = 1; follow && !output.isClosed(); look++) {
        Thread.sleep(PAUSE);
        if (look % LOOKS_BEFORE_ASKING == 0) {
          log.look();
        }
        log.passOn();
      }
    }
    return ExitCode.DONE.status();
  }
}
