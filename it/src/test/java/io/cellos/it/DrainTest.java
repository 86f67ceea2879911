package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that shrinks ends the tasks of the nodes that leave in order, and no others. */
class DrainTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path home;
  @TempDir Path project;

  @Test
  void tasksOfLeavingNodesEndWithGrace() throws IOException, InterruptedException {
    Path file = project.resolve("cell.yaml");
    Files.writeString(
        file, "version: 1\nstateless-body: 2\nmembrane: 0\nresources: cpus:1;mem:256\n");
    List<Process> runs = new ArrayList<>();
    try (LiveCell cell = LiveCell.create(Launcher.of(home), "drain", "-f", file.toString())) {
      await().atMost(PATIENCE).until(() -> count(cell, "agents") == 2);
      for (int i = 0; i < 2; i++) { // one on each node, as two do not fit on one
        runs.add(
            cell.launcher()
                .start(
                    Map.of(),
                    "run",
                    cell.name(),
                    "--cpus",
                    "0.6",
                    "--",
                    "trap 'sleep 1; echo >> "
                        + project
                        + "/ended; exit 0' TERM; "
                        + "while :; do sleep 0.2; done"));
      }
      await().atMost(PATIENCE).until(() -> count(cell, "tasks") == 2);

      cell.run("scale", "body", "1").expectDone();

      assertThat(count(cell, "agents")).isEqualTo(1);
      assertThat(project.resolve("ended")).hasContent("\n"); // it had its grace period
      await().atMost(PATIENCE).until(() -> runs.stream().filter(Process::isAlive).count() == 1);
      assertThat(cell.run("log", "--no-follow").expectDone().out())
          .contains("its tasks end")
          .doesNotContain("are killed");
    } finally {
      runs.forEach(Process::destroyForcibly);
      for (Process run : runs) {
        run.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static int count(LiveCell cell, String what) {
    String json = cell.run("list", "-o", "json").expectDone().out();
    return Json.tree(json.getBytes(StandardCharsets.UTF_8)).path("mesos").path(what).asInt();
  }
}
