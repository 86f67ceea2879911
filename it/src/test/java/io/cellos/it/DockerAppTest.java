package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.container.docker.OwnEngine;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apps in Docker containers, from Marathon to a real engine, with the cell on the engine's network.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // each goes on with what is there
class DockerAppTest {
  private static final Closer CLOSER = new Closer();

  @TempDir static Path home;

  private static OwnEngine engine;
  private static LiveCell cell;

  @BeforeAll
  static void create() throws IOException, InterruptedException {
    engine = CLOSER.add(OwnEngine.start());
    engine.image("busybox", "");
    engine.image(
        "server", "ENTRYPOINT [\"/bin/httpd\", \"-f\", \"-p\", \"8000\", \"-h\", \"/bin\"]");
    engine.addNetwork("shop");
    Launcher inside = Launcher.of(home).within(engine.network(), engine.environment());
    cell = CLOSER.add(LiveCell.create(inside, "docks", "--body", "2", "--membrane", "0"));
    Files.writeString(Files.createDirectory(home.resolve("volume")).resolve("word"), "of-the-host");
  }

  @AfterAll
  static void delete() {
    CLOSER.close();
  }

  private static Launcher.Result deploy(String text, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("app", "deploy", cell.name()));
    words.add(Files.writeString(home.resolve("app.json"), text).toString());
    words.addAll(List.of(more));
    return cell.launcher().run(words.toArray(String[]::new));
  }

  private static Launcher.Result app(String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("app", verb, cell.name()));
    words.addAll(List.of(more));
    return cell.launcher().run(words.toArray(String[]::new));
  }

  private static String definition(String name) throws IOException {
    try (InputStream text = DockerAppTest.class.getResourceAsStream("/docker/" + name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String web(String version) throws IOException {
    return definition("web.json")
        .replace("VERSION_HERE", version)
        .replace("VOLUME_HERE", home.resolve("volume").toString());
  }

  /** Asks from a node of the cell, whose network this program is not on. */
  private static String curl(String url) {
    return cell.run("cmd", "body", "1", "curl -sf --max-time 5 " + url).expectDone().out();
  }

  private static List<JsonNode> tasks(String id) {
    List<JsonNode> tasks = new ArrayList<>();
    Json.tree(curl("localhost:8080/v2/apps" + id + "/tasks").getBytes(StandardCharsets.UTF_8))
        .path("tasks")
        .forEach(tasks::add);
    return tasks;
  }

  private static JsonNode container(JsonNode task) throws IOException, InterruptedException {
    String filters =
        "%7B%22label%22%3A%5B%22MESOS_TASK_ID%3D" + task.path("id").asText() + "%22%5D%7D";
    JsonNode found = engine.get("/containers/json?filters=" + filters);
    assertThat(found).hasSize(1);
    return engine.get("/containers/" + found.at("/0/Id").asText() + "/json");
  }

  private static Set<String> running() throws IOException, InterruptedException {
    Set<String> ids = new TreeSet<>();
    engine.get("/containers/json").forEach(each -> ids.add(each.path("Id").asText()));
    return ids;
  }

  /** The last words of those that were replaced may take a moment. */
  private static Set<String> awaitOthers(int count, Set<String> before)
      throws IOException, InterruptedException {
    await()
        .untilAsserted(
            () -> assertThat(running()).hasSize(count).doesNotContainAnyElementsOf(before));
    return running();
  }

  @Test
  @Order(1)
  void aContainerOnTheBridgeServes() throws IOException, InterruptedException {
    deploy(web("1")).expectDone();
    List<JsonNode> tasks = tasks("/web");
    assertThat(tasks).hasSize(2);
    for (JsonNode task : tasks) {
      JsonNode container = container(task);
      String address = container.at("/NetworkSettings/Networks/bridge/IPAddress").asText();
      assertThat(task.at("/ipAddresses/0/ipAddress").asText())
          .isEqualTo(address)
          .startsWith("172.");
      assertThat(curl(address + ":8000")).isEqualTo("1 of-the-host inside\n");
      String outside = task.path("host").asText() + ":" + task.at("/ports/0").asInt();
      assertThat(curl(outside)).isEqualTo("1 of-the-host inside\n");
      assertThat(container.at("/HostConfig/Memory").asLong()).isEqualTo(48L << 20);
      assertThat(container.at("/HostConfig/CpuShares").asLong()).isEqualTo(256);
      assertThat(container.at("/Config/Labels/own").asText()).isEqualTo("1");
      List<String> environment = new ArrayList<>();
      container.at("/Config/Env").forEach(variable -> environment.add(variable.asText()));
      assertThat(environment)
          .contains(
              "MARATHON_APP_ID=/web",
              "MARATHON_APP_LABEL_TIER=front",
              "MESOS_TASK_ID=" + task.path("id").asText(),
              "MESOS_SANDBOX=/mnt/mesos/sandbox",
              "HOST=" + task.path("host").asText(),
              "PORT_HTTP=" + task.at("/ports/0").asInt(),
              "PORT_8000=" + task.at("/ports/0").asInt(),
              "PORT1=" + task.at("/ports/1").asInt())
          .noneMatch(variable -> variable.startsWith("PATH=" + home));
      assertThat(container.at("/HostConfig/PortBindings").toString())
          .contains(task.at("/ports/1").asInt() + "/tcp");
    }
  }

  @Test
  @Order(2)
  void anUpgradeAndARestartReplaceContainers() throws IOException, InterruptedException {
    Set<String> before = running();
    deploy(web("2")).expectDone();
    Set<String> upgraded = awaitOthers(2, before);
    await().until(() -> tasks("/web").size() == 2);
    for (JsonNode task : tasks("/web")) {
      assertThat(curl(task.path("host").asText() + ":" + task.at("/ports/0").asInt()))
          .isEqualTo("2 of-the-host inside\n");
    }
    app("restart", "web").expectDone();
    awaitOthers(2, upgraded);
    app("scale", "web", "3").expectDone();
    app("scale", "web", "1").expectDone();
    await().until(() -> running().size() == 1);
  }

  @Test
  @Order(3)
  void allKindsOfNetworksAndChecksWork() throws IOException, InterruptedException {
    deploy(definition("kinds.json")).expectDone();
    JsonNode host = tasks("/kinds/on-host").getFirst();
    assertThat(curl(host.path("host").asText() + ":" + host.at("/ports/0").asInt()))
        .isEqualTo("host\n");
    JsonNode named = container(tasks("/kinds/named").getFirst());
    assertThat(named.at("/NetworkSettings/Networks/shop/IPAddress").asText())
        .isEqualTo(tasks("/kinds/named").getFirst().at("/ipAddresses/0/ipAddress").asText());
    JsonNode fixed = tasks("/kinds/fixed").getFirst();
    assertThat(fixed.at("/ports/0").asInt()).isEqualTo(9321);
    assertThat(
            curl("-o /dev/null -w %{http_code} " + fixed.path("host").asText() + ":9321/busybox"))
        .isEqualTo("200");
    JsonNode asked = container(tasks("/kinds/asked").getFirst());
    JsonNode mounts = asked.path("Mounts");
    for (JsonNode mount : mounts) {
      if (mount.path("Destination").asText().equals("/kept")) {
        assertThat(Path.of(mount.path("Source").asText()).resolve("asked")).exists();
      }
    }
    assertThat(mounts).hasSize(2);
    app("rm", "kinds", "--yes").expectDone();
    await().until(() -> running().size() == 1);
  }

  @Test
  @Order(4)
  void failuresSayWhy() throws IOException {
    assertThat(failure("bad-exit", "\"cmd\": \"echo last words; exit 4\"", "busybox", "DOCKER"))
        .contains("Container exited with status 4");
    assertThat(app("log", "bad-exit").out()).contains("last words");
    assertThat(failure("bad-image", "\"cmd\": \"true\"", "127.0.0.1:1/none:1", "DOCKER"))
        .contains("can't pull 127.0.0.1:1/none:1: ", "connection refused");
    assertThat(failure("bad-mem", "\"cmd\": \"tail /dev/zero\"", "busybox", "DOCKER"))
        .contains("Memory limit exceeded");
    assertThat(failure("bad-type", "\"cmd\": \"true\"", "busybox", "MESOS"))
        .contains("\"type\": \"DOCKER\"");
  }

  private static String failure(String id, String what, String image, String type)
      throws IOException {
    String definition =
        """
        {"id": "/%s", %s, "cpus": 0.05, "mem": 32,
         "container": {"type": "%s", "docker": {"image": "%s"}}}
        """
            .formatted(id, what, type, image);
    deploy(definition, "--timeout", "1s");
    String[] shown = new String[1];
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              shown[0] = app("show", id).out();
              return shown[0].contains("last failure");
            });
    app("scale", id, "0", "--force");
    return shown[0];
  }

  @Test
  @Order(5)
  void aNodeThatWasKilledTakesItsContainersOver() throws IOException, InterruptedException {
    Set<String> before = running();
    assertThat(before).hasSize(1);
    JsonNode task = tasks("/web").getFirst();
    CellDescription.Node node =
        cell.nodes(Role.STATELESS_BODY).stream()
            .filter(each -> each.privateIp().equals(task.path("host").asText()))
            .findFirst()
            .orElseThrow();
    List<ProcessRef> killed = cell.processes(node);
    kill(killed);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Collections.disjoint(killed, cell.processes(node)) && cell.isWhole());
    assertThat(cell.nodes(Role.STATELESS_BODY))
        .extracting(CellDescription.Node::id)
        .contains(node.id());
    assertThat(running()).isEqualTo(before);
    app("restart", "web").expectDone(); // so it is Marathon's still
    awaitOthers(1, before);
  }

  @Test
  @Order(6)
  void stopEndsContainersToo() throws IOException, InterruptedException {
    cell.run("stop").expectDone();
    assertThat(engine.get("/containers/json?all=true")).isEmpty();
    cell.run("start").expectDone();
    await().atMost(Duration.ofMinutes(2)).until(() -> running().size() == 1);
  }

  @Test
  @Order(7)
  void whatIsLeftOfAKilledCellIsRemovedByDelete() throws IOException, InterruptedException {
    kill(cell.processes());
    await().until(() -> cell.processes().isEmpty());
    assertThat(running()).hasSize(1);
    assertThat(cell.run("delete", "--yes").expectDone().out()).contains("containers removed: 1");
    assertThat(engine.get("/containers/json?all=true")).isEmpty();
  }

  private static void kill(List<ProcessRef> processes) {
    processes.forEach(
        process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }
}
