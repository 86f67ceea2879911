package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An app as {@code cell app list} shows it; its JSON is these fields, in this order.
 *
 * @param instances how many there shall be
 * @param running how many run; of those some are {@code healthy}, some {@code unhealthy}, and of
 *     others nobody knows
 * @param staged how many are being started
 * @param checked whether it has health checks
 * @param deployments that change it right now
 * @param waitingFor for people; empty if it waits for nothing
 */
public record AppView(
    String id,
    int instances,
    int running,
    int healthy,
    int unhealthy,
    int staged,
    boolean checked,
    double cpus,
    double mem,
    String version,
    List<String> deployments,
    String waitingFor) {
  public AppView {
    deployments = List.copyOf(deployments);
  }

  static AppView of(JsonNode app, Optional<String> waitsFor) {
    List<String> deployments = new ArrayList<>();
    app.path("deployments").forEach(each -> deployments.add(each.path("id").asText()));
    return new AppView(
        app.path("id").asText(),
        app.path("instances").asInt(),
        app.path("tasksRunning").asInt(),
        app.path("tasksHealthy").asInt(),
        app.path("tasksUnhealthy").asInt(),
        app.path("tasksStaged").asInt(),
        !app.path("healthChecks").isEmpty(),
        app.path("cpus").asDouble(),
        app.path("mem").asDouble(),
        app.path("version").asText(),
        deployments,
        waitsFor.orElse(""));
  }

  /** Whether it has all its instances, healthy if that is checked. */
  public boolean isWhole() {
    return running >= instances && (!checked || healthy >= instances);
  }
}
