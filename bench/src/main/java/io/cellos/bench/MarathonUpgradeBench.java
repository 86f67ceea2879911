package io.cellos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import io.cellos.it.marathon.AppLoad;
import io.cellos.it.marathon.Marathon;
import io.cellos.it.marathon.WebApp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A rolling upgrade of a real HTTP app in a cell, whose tasks are asked without a pause by somebody
 * who knows of them from Marathon; beside it, the same load when nothing changes.
 */
final class MarathonUpgradeBench implements Bench.Benchmark {
  private static final int INSTANCES = 10;
  private static final Duration STEADY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("rolling upgrade of " + INSTANCES + " instances under load, cell with body 2");
    Path directory = Files.createTempDirectory("web-app");
    try (LiveCell cell = LiveCell.create(launcher, "bench", "--body", "2", "--membrane", "0")) {
      measure(cell, WebApp.in(directory), report);
    } finally {
      AtomicFiles.deleteTree(directory);
    }
  }

  private static void measure(LiveCell cell, WebApp app, Report report)
      throws IOException, InterruptedException {
    String url = cell.describe().gateway().get("marathon");
    Marathon marathon = new Marathon(url);
    Services services = new Services(URI.create(url));
    services.awaitLeader(PATIENCE);
    services.client().post("/v2/apps", definition(app, "1"));
    Services.await(
        PATIENCE, "it is not healthy", () -> marathon.healthy("/web").size() == INSTANCES);

    double usual;
    try (AppLoad load = AppLoad.start(marathon, "/web")) {
      TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
      usual = load.requests() / (STEADY.toNanos() / 1e9);
      report.line("requests/s when nothing changes", Math.round(usual));
      report.line("of them failed", load.failures().size());
    }

    try (AppLoad load = AppLoad.start(marathon, "/web")) {
      long begin = System.nanoTime();
      services.client().put("/v2/apps//web", definition(app, "2"));
      services.awaitDeployed(PATIENCE);
      Services.await(PATIENCE, "old instances answer", () -> isUpgraded(marathon));
      double seconds = (System.nanoTime() - begin) / 1e9;
      report.line("upgrade", "%.1f s".formatted(seconds));
      report.line("requests meanwhile", load.requests());
      report.line("fewest healthy instances", load.fewest());
      report.ratio("requests/s, to those when nothing changes", load.requests() / seconds, usual);
      report.goal("failed requests", load.failures().size(), 0, "");
    }
  }

  private static JsonNode definition(WebApp app, String version) {
    return Json.read(app.json(version, INSTANCES).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  private static boolean isUpgraded(Marathon marathon) throws IOException {
    return marathon.answers("/web").stream().filter(answer -> answer.startsWith("2 ")).count()
            == INSTANCES
        && marathon.answers("/web").size() == INSTANCES;
  }
}
