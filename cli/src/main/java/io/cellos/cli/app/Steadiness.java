package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.backend.progress.Pace;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether instances that nobody checks keep running. Marathon takes such an app for there as soon
 * as its commands have been started, even if they end at once.
 */
final class Steadiness {
  /** What ends at once ends within this. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Apps apps;
  private final CellName cell;
  private final Pace pace;

  Steadiness(Apps apps, CellName cell, Pace pace) {
    this.apps = apps;
    this.cell = cell;
    this.pace = pace;
  }

  /**
   * Returns when they have run for a moment; at once if there are none.
   *
   * @throws CellException FAILED if one ends
   */
  void await(Deployment deployment) throws InterruptedException {
    List<String> unchecked = new ArrayList<>();
    for (AppView app : apps.list()) {
      if (deployment.apps().contains(app.id()) && !app.checked() && app.instances() > 0) {
        unchecked.add(app.id());
      }
    }
    Map<String, Optional<LastFailure>> before = new HashMap<>();
    Instant end = pace.now().plus(LONG_ENOUGH);
    while (!unchecked.isEmpty()) {
      Map<String, JsonNode> now = apps.failures();
      unchecked.retainAll(now.keySet()); // somebody else may have removed one
      for (String id : unchecked) {
        Optional<LastFailure> failure = LastFailure.of(now.get(id));
        boolean again = !before.computeIfAbsent(id, first -> failure).equals(failure);
        int running = now.get(id).path("tasksRunning").asInt();
        if (again || running < now.get(id).path("instances").asInt()) {
          throw ended(id, LastFailure.of(apps.app(id)));
        }
      }
      if (!pace.now().isBefore(end)) {
        return;
      }
      pace.pause(PAUSE);
    }
  }

  private CellException ended(String id, Optional<LastFailure> failure) {
    return CellException.failed(
        "%s does not keep running; Marathon starts it again and again: %s"
            .formatted(
                id,
                failure
                    .map(LastFailure::inShort)
                    .orElse("its command ends by itself, without a failure")),
        "see what it printed: cell app log %s %s".formatted(cell, id));
  }
}
