package io.cellos.cli.app;

import io.cellos.backend.progress.Pace;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until Marathon has done what it was told, and says how far it is whenever that changes. */
public final class AppProgress {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Apps apps;
  private final CellName cell;
  private final Pace pace;
  private final Consumer<String> say;
  private List<String> said = List.of();

  /**
   * @param say told a line for people
   */
  public AppProgress(Apps apps, CellName cell, Pace pace, Consumer<String> say) {
    this.apps = apps;
    this.cell = cell;
    this.pace = pace;
    this.say = say;
  }

  /**
   * Returns when it is done.
   *
   * @throws CellException TIMED_OUT if that takes longer; FAILED if somebody else ended it
   */
  public void await(Deployment deployment, Duration patience) throws InterruptedException {
    Instant begin = pace.now();
    Instant end = begin.plus(patience);
    while (!deployment.id().isEmpty() && apps.deployments().contains(deployment.id())) {
      List<String> lines = describe(deployment, begin);
      tell(lines);
      if (pace.now().isAfter(end)) {
        throw new CellException(
            ExitCode.TIMED_OUT,
            "it is not done after %d s; Marathon goes on%s"
                .formatted(
                    patience.toSeconds(), lines.isEmpty() ? "" : ":\n" + String.join("\n", lines)),
            "cell app list " + cell);
      }
      pace.pause(PAUSE);
    }
    requireWhole(deployment, begin);
    new Steadiness(apps, cell, pace).await(deployment);
  }

  private void tell(List<String> lines) {
    lines.stream().filter(line -> !said.contains(line)).forEach(say);
    said = lines;
  }

  /** A line for each app that is not as it shall be. */
  private List<String> describe(Deployment deployment, Instant begin) {
    List<String> lines = new ArrayList<>();
    for (AppView app : apps.list()) {
      if (deployment.apps().contains(app.id()) && !app.deployments().isEmpty()) {
        lines.add(line(app) + failure(app, begin));
      }
    }
    return lines;
  }

  private static String line(AppView app) {
    return "%s: %d of %d running%s%s"
        .formatted(
            app.id(),
            app.running(),
            app.instances(),
            app.checked() ? ", " + app.healthy() + " healthy" : "",
            app.waitingFor().isEmpty() ? "" : "; " + app.waitingFor());
  }

  /** An upgrade whose new instances fail leaves the app whole, with old ones. */
  private String failure(AppView app, Instant begin) {
    return app.isWhole() && app.waitingFor().isEmpty()
        ? ""
        : lastFailure(app.id(), begin).map("; "::concat).orElse("");
  }

  private Optional<String> lastFailure(String id, Instant since) {
    try {
      return LastFailure.of(apps.app(id))
          .filter(failure -> !Instant.parse(failure.at()).isBefore(since))
          .map(failure -> "last failure: " + failure.message());
    } catch (CellException e) {
      return Optional.empty(); // it has just been removed
    }
  }

  /** A deployment that somebody forces away is over, too. */
  private void requireWhole(Deployment deployment, Instant begin) {
    for (AppView app : apps.list()) {
      if (deployment.apps().contains(app.id()) && app.running() < app.instances()) {
        throw CellException.failed(
            "the deployment is over, but %s has %d of %d instances%s"
                .formatted(
                    app.id(),
                    app.running(),
                    app.instances(),
                    lastFailure(app.id(), begin)
                        .or(() -> Optional.of(app.waitingFor()).filter(why -> !why.isEmpty()))
                        .map("; "::concat)
                        .orElse(": another deployment may have taken its place")),
            "cell app show %s %s".formatted(cell, app.id()));
      }
    }
  }
}
