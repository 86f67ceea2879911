package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.process.ProcessRef;
import io.cellos.it.marathon.Marathon;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import io.cellos.protocols.marathon.MarathonRefusedException;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apps are deployed, changed, scaled and removed at random while Marathons, masters, agents and
 * servers of ZooKeeper are killed at random. In the end every app has exactly its instances.
 */
@Tag("long")
class LongServicesTest {
  private static final int ROUNDS = 40;
  private static final int MOST_APPS = 6;
  private static final int MOST_INSTANCES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> VICTIMS =
      List.of("MarathonMain", "MasterMain", "AgentMain", "ZooKeeperMain");

  private static final Set<String> ALIVE =
      Set.of("TASK_RUNNING", "TASK_STAGING", "TASK_STARTING", "TASK_KILLING", "TASK_UNREACHABLE");

  @TempDir Path home;

  private final Map<String, Integer> wanted = new TreeMap<>();
  private final long seed = Long.getLong("cellos.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyAppEndsWithItsInstances() throws IOException {
    System.out.println("seed " + seed + " (-Dcellos.seed)");
    try (LiveCell cell =
        LiveCell.create(
            Launcher.of(home), "random", "--nucleus", "3", "--body", "3", "--membrane", "0")) {
      Marathon marathon = new Marathon(cell.describe().gateway().get("marathon"));
      for (int round = 0; round < ROUNDS; round++) {
        change(marathon);
        if (random.nextInt(3) == 0) {
          kill(cell);
        }
      }
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                assertThat(marathon.isQuiet()).isTrue();
                assertThat(running(cell)).isEqualTo(wanted());
                assertThat(cell.isWhole()).isTrue();
              });
      assertThat(marathon.client().get("/v2/apps").path("apps")).hasSize(wanted.size());
    }
  }

  /** Apps of no instance have no tasks. */
  private Map<String, Integer> wanted() {
    Map<String, Integer> tasks = new TreeMap<>(wanted);
    tasks.values().removeIf(instances -> instances == 0);
    return tasks;
  }

  private void change(Marathon marathon) {
    String id = "/app-" + random.nextInt(MOST_APPS);
    if (wanted.containsKey(id) && random.nextInt(5) == 0) {
      wanted.remove(id);
      untilDone(() -> marathon.client().delete("/v2/apps" + id + "?force=true"));
    } else {
      int instances = random.nextInt(MOST_INSTANCES + 1);
      wanted.put(id, instances);
      ObjectNode app =
          JsonNodeFactory.instance
              .objectNode()
              .put("id", id)
              .put("cmd", "sleep " + (1000 + random.nextInt(3)))
              .put("cpus", 0.01)
              .put("mem", 16)
              .put("instances", instances)
              .put("backoffSeconds", 1)
              .put("maxLaunchDelaySeconds", 2);
      untilDone(() -> marathon.client().put("/v2/apps" + id + "?force=true", app));
    }
  }

  /** A change of Marathon. */
  private interface Change {
    JsonNode make() throws IOException;
  }

  /** Whoever hears no answer asks again: all changes here may be made twice. */
  private static void untilDone(Change change) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              try {
                change.make();
                return true;
              } catch (MarathonRefusedException e) {
                return e.status() == HttpURLConnection.HTTP_NOT_FOUND; // it was done before
              }
            });
  }

  private void kill(LiveCell cell) throws IOException {
    String program = VICTIMS.get(random.nextInt(VICTIMS.size()));
    List<ProcessRef> found = new ArrayList<>();
    for (Role role : List.of(Role.NUCLEUS, Role.STATELESS_BODY)) {
      for (CellDescription.Node node : cell.nodes(role)) {
        cell.processes(node).stream()
            .filter(process -> commandLine(process).contains(program))
            .forEach(found::add);
      }
    }
    boolean majority = !program.equals("ZooKeeperMain") || found.size() == 3;
    if (!found.isEmpty() && majority) {
      ProcessHandle.of(found.get(random.nextInt(found.size())).pid())
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static String commandLine(ProcessRef process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }

  /** How many tasks of each app run, as the leading master knows; nothing else may run. */
  private static Map<String, Integer> running(LiveCell cell) throws IOException {
    URI any = URI.create(cell.describe().gateway().get("mesos"));
    URI leader = operator(any).leader().orElseThrow(() -> new IOException("no master leads"));
    Map<String, Integer> running = new TreeMap<>();
    for (JsonNode task : operator(leader).get("/tasks?limit=10000").path("tasks")) {
      if (ALIVE.contains(task.path("state").asText())) {
        String id = task.path("id").asText();
        running.merge("/" + id.substring(0, id.indexOf('.')), 1, Integer::sum);
      }
    }
    return running;
  }

  private static OperatorClient operator(URI master) {
    return new OperatorClient(Endpoint.of(master, Duration.ofSeconds(5)), Wire.JSON);
  }
}
