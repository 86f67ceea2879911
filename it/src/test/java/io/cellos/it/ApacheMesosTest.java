package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.it.marathon.Marathon;
import io.cellos.it.marathon.WebApp;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cell on a real Apache Mesos, which this project neither has nor builds: {@code
 * APACHE_MESOS_HOME} says where one is installed.
 */
@Tag("long")
@EnabledIfEnvironmentVariable(named = "APACHE_MESOS_HOME", matches = ".+")
class ApacheMesosTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path home;
  @TempDir Path project;

  private LiveCell cell;
  private Marathon marathon;

  @BeforeEach
  void create() throws IOException {
    Path file = project.resolve("cell.yaml");
    Files.writeString(
        file,
        """
        version: 1
        engine: apache-mesos
        mesos:
          home: %s
        stateless-body: 1
        membrane: 0
        resources: cpus:2;mem:512
        """
            .formatted(System.getenv("APACHE_MESOS_HOME")));
    cell = LiveCell.create(Launcher.of(home), "real", "-f", file.toString());
    marathon = new Marathon(cell.describe().gateway().get("marathon"));
    soon().until(() -> agents() == 1);
  }

  @AfterEach
  void delete() {
    if (cell != null) {
      cell.close();
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class);
  }

  private int agents() {
    return mesos().path("agents").asInt();
  }

  private JsonNode mesos() {
    String json = cell.run("list", "-o", "json").expectDone().out();
    return Json.tree(json.getBytes(StandardCharsets.UTF_8)).path("mesos");
  }

  @Test
  void tasksOutliveWhatRunsThem() throws IOException, InterruptedException {
    assertThat(cell.run("run", "--", "sh", "-c", "exit 3").exit()).isEqualTo(3);
    deploy();
    Set<String> tasks = marathon.answers("/web");

    kill("mesos-agent");
    soon().until(() -> agents() == 1 && cell.isWhole());
    kill("mesos-master");
    soon().until(() -> agents() == 1 && cell.isWhole());
    soon().until(() -> marathon.answers("/web"), tasks::equals);

    cell.run("scale", "body", "3").expectDone();
    soon().until(() -> agents() == 3);
    soon().until(() -> marathon.answers("/web"), tasks::equals);

    tasksOfLeavingNodesEndWithGrace();
    soon().until(() -> marathon.answers("/web"), tasks::equals);
  }

  private void deploy() throws IOException {
    Path app = Files.writeString(project.resolve("app.json"), WebApp.in(project).json("1", 2));
    cell.launcher().run("app", "deploy", cell.name(), app.toString()).expectDone();
    soon().until(() -> marathon.healthy("/web").size() == 2);
  }

  /** It does not fit on the node that stays. */
  private void tasksOfLeavingNodesEndWithGrace() throws IOException, InterruptedException {
    Process run =
        cell.launcher()
            .start(
                Map.of(),
                "run",
                cell.name(),
                "--cpus",
                "1.95",
                "--",
                "trap 'sleep 1; echo >> "
                    + project
                    + "/ended; exit 0' TERM; while :; do sleep 0.2; done");
    try {
      soon().until(() -> mesos().path("tasks").asInt() == 3);
      cell.run("scale", "body", "1").expectDone();
      assertThat(project.resolve("ended")).hasContent("\n");
      assertThat(cell.run("log", "--no-follow").expectDone().out()).doesNotContain("are killed");
      soon().until(() -> agents() == 1 && cell.isWhole());
    } finally {
      run.destroyForcibly();
      run.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void kill(String program) {
    CellDescription.Node node = cell.nodes(Role.STATELESS_BODY).getFirst();
    long pid =
        cell.processes(node).stream()
            .filter(process -> commandLine(process.pid()).contains(program + "\0--ip"))
            .findFirst()
            .orElseThrow()
            .pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }
}
