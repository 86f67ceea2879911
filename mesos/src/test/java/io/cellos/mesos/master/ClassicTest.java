package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.mesos.testing.SimulatedAgent;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints that older tools read and call. */
final class ClassicTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static TestMaster master;
  private static SimulatedAgent agent;
  private static TestFramework framework;

  @BeforeAll
  static void start() throws IOException {
    master = TestMaster.start("--cluster=test", "--weights=heavy=2");
    agent = SimulatedAgent.start(master.uri(), "host1", "cpus:4;mem:1024;disk:500");
    agent.id().join();
    FrameworkInfo info = FrameworkInfo.newBuilder().setUser("u").setName("<script>").build();
    framework = TestFramework.subscribe(master.uri(), Wire.JSON, info);
    await().until(() -> framework.offer(offer -> true).isPresent());
    var offer = framework.offer(o -> true).orElseThrow();
    framework.launch(
        offer,
        List.of(
            TaskCycleTest.task(offer, "t1"),
            TaskCycleTest.task(offer, "t2"),
            TaskCycleTest.task(offer, "t3")));
    await().until(() -> framework.statuses().size() == 3);
  }

  @AfterAll
  static void stop() {
    framework.close();
    agent.close();
    master.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/state",
        "/state-summary",
        "/slaves",
        "/frameworks",
        "/tasks",
        "/roles",
        "/quota",
        "/weights",
        "/metrics/snapshot",
        "/version",
        "/flags",
        "/maintenance/schedule",
        "/maintenance/status",
        "/system/stats.json"
      })
  void eachHasItsOtherNamesAndForms(String path) throws IOException {
    HttpAnswer plain = master.get(path);
    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.header("Content-Type")).contains("application/json");
    assertThat(Json.tree(plain.body()).isContainerNode()).isTrue();
    assertThat(master.get("/master" + path).status()).isEqualTo(200);
    if (!path.endsWith(".json")) {
      assertThat(master.get(path + ".json").status()).isEqualTo(200);
      assertThat(master.get("/master" + path + ".json").status()).isEqualTo(200);
    }
    HttpAnswer script = master.get(path + "?jsonp=cb");
    assertThat(script.header("Content-Type")).contains("text/javascript");
    assertThat(new String(script.body(), StandardCharsets.UTF_8)).startsWith("cb(").endsWith(");");
    HttpAnswer packed =
        HttpCalls.send(
            HttpCall.of("GET", master.uri().resolve(path), Duration.ofSeconds(20))
                .header("Accept-Encoding", "gzip, deflate"));
    assertThat(packed.header("Content-Encoding")).contains("gzip");
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
    assertThat(Json.tree(unpacked).isContainerNode()).isTrue();
  }

  @Test
  void summaryCountsTasks() throws IOException {
    JsonNode summary = master.json("/state-summary");
    assertThat(summary.get("cluster").asText()).isEqualTo("test");
    assertThat(summary.at("/slaves/0/TASK_RUNNING").asInt()).isEqualTo(3);
    assertThat(summary.at("/slaves/0/TASK_FAILED").asInt()).isZero();
    assertThat(summary.at("/slaves/0/framework_ids/0").asText())
        .isEqualTo(framework.id().getValue());
    assertThat(summary.at("/frameworks/0/TASK_RUNNING").asInt()).isEqualTo(3);
    assertThat(summary.at("/frameworks/0/slave_ids/0").asText())
        .isEqualTo(agent.id().join().getValue());
    assertThat(summary.at("/frameworks/0/used_resources/cpus").asDouble()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "/tasks, 3",
    "/tasks?limit=2, 2",
    "/tasks?limit=2&offset=2, 1",
    "/tasks?offset=99, 0",
    "/tasks?task_id=t2, 1",
    "/tasks?task_id=none, 0",
    "/tasks?framework_id=none, 0",
    "/tasks?limit=nonsense&order=asc, 3",
  })
  void tasksAreChosen(String path, int count) throws IOException {
    assertThat(master.json(path).get("tasks")).hasSize(count);
  }

  @Test
  void tasksAreOrderedByTime() throws IOException {
    String asc = master.json("/tasks?order=asc").at("/tasks/0/id").asText();
    String desc = master.json("/tasks?order=des").at("/tasks/2/id").asText();
    assertThat(asc).isEqualTo(desc);
  }

  @Test
  void rolesHaveWeightsAndHoldings() throws IOException {
    JsonNode roles = master.json("/roles").get("roles");
    assertThat(roles)
        .anyMatch(r -> r.get("name").asText().equals("heavy") && r.get("weight").asDouble() == 2);
    assertThat(roles)
        .anyMatch(
            r ->
                r.get("name").asText().equals("*")
                    && r.at("/allocated/cpus").asDouble() == 1.5
                    && r.at("/frameworks/0").asText().equals(framework.id().getValue()));
  }

  @Test
  void metricsHaveMesosNames() throws IOException {
    JsonNode metrics = master.json("/metrics/snapshot");
    for (String name :
        List.of(
            "master/elected",
            "master/slaves_active",
            "master/frameworks_active",
            "master/tasks_running",
            "master/cpus_total",
            "master/cpus_used",
            "master/cpus_percent",
            "master/mem_total",
            "master/disk_total",
            "master/uptime_secs",
            "master/tasks_failed",
            "master/messages_status_update",
            "system/cpus_total")) {
      assertThat(metrics.has(name)).as(name).isTrue();
    }
    assertThat(metrics.get("master/tasks_running").asDouble()).isEqualTo(3);
    String prefix = "master/frameworks/%3Cscript%3E/" + framework.id().getValue() + "/";
    assertThat(metrics.get(prefix + "subscribed").asDouble()).isEqualTo(1);
    assertThat(metrics.get(prefix + "roles/*/suppressed").asDouble()).isZero();
    assertThat(metrics.get(prefix + "calls/subscribe").asDouble()).isEqualTo(1);
    assertThat(metrics.get(prefix + "operations/launch").asDouble()).isEqualTo(1);
    assertThat(metrics.get(prefix + "offers/accepted").asDouble()).isEqualTo(1);
    assertThat(metrics.get(prefix + "tasks/active/task_running").asDouble()).isEqualTo(3);
    assertThat(metrics.get(prefix + "tasks/terminal/task_failed").asDouble()).isZero();
    assertThat(metrics.get(prefix + "events").asDouble())
        .isGreaterThanOrEqualTo(metrics.get(prefix + "events/update").asDouble());
    assertThat(metrics.get("master/messages_launch_tasks").asDouble()).isEqualTo(1);
    assertThat(metrics.get("allocator/mesos/resources/cpus/total").asDouble()).isEqualTo(4);
    assertThat(metrics.get("allocator/mesos/allocation_runs").asDouble()).isPositive();
    String text = new String(master.get("/metrics").body(), StandardCharsets.UTF_8);
    assertThat(text).contains("mesos_master_tasks_running 3.0\n");
    assertThat(text.lines()).allMatch(line -> line.matches("#.*|[a-zA-Z_:][a-zA-Z0-9_:]* \\S+"));
  }

  @Test
  void resourcesAreReservedByForm() throws IOException {
    String resources =
        "[{\"name\":\"mem\",\"type\":\"SCALAR\",\"scalar\":{\"value\":10},\"role\":\"ops\",\"reservation\":{}}]";
    String body =
        "slaveId="
            + agent.id().join().getValue()
            + "&resources="
            + URLEncoder.encode(resources, StandardCharsets.UTF_8);
    assertThat(master.post("/reserve", FORM, body).status()).isEqualTo(202);
    await()
        .until(
            () ->
                master.json("/slaves").at("/slaves/0/reserved_resources/ops/mem").asDouble() == 10);
    assertThat(master.post("/master/unreserve", FORM, body).status()).isEqualTo(202);
    assertThat(master.post("/reserve", FORM, "slaveId=x").status()).isEqualTo(400);
    assertThat(master.post("/reserve", FORM, "slaveId=x&resources=%7B").status()).isEqualTo(400);
    assertThat(master.get("/reserve").status()).isEqualTo(405);
  }

  @Test
  void quotaAndWeightsAreSetAndRemoved() throws IOException {
    String quota =
        "{\"role\":\"q\",\"guarantee\":[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1}}]}";
    assertThat(master.post("/quota", "application/json", quota).status()).isEqualTo(200);
    assertThat(master.json("/quota").at("/infos/0/role").asText()).isEqualTo("q");
    HttpAnswer removed =
        HttpCalls.send(
            HttpCall.of("DELETE", master.uri().resolve("/quota/q"), Duration.ofSeconds(20)));
    assertThat(removed.status()).isEqualTo(200);
    HttpAnswer weights =
        HttpCalls.send(
            HttpCall.of("PUT", master.uri().resolve("/weights"), Duration.ofSeconds(20))
                .body("[{\"role\":\"light\",\"weight\":0.5}]".getBytes(StandardCharsets.UTF_8)));
    assertThat(weights.status()).isEqualTo(200);
    assertThat(master.json("/weights"))
        .anyMatch(weight -> weight.get("role").asText().equals("light"));
  }

  @Test
  void leaderRedirectsToItself() throws IOException {
    HttpAnswer answer = master.get("/redirect");
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location"))
        .contains("//" + master.uri().getHost() + ":" + master.uri().getPort());
    assertThat(master.get("/redirect/more").status()).isEqualTo(404);
    assertThat(master.get("/health").status()).isEqualTo(200);
    assertThat(master.get("/nothing/here").status()).isEqualTo(404);
    assertThat(master.get("/state?jsonp=alert(1)").status()).isEqualTo(400);
  }

  @Test
  void pageForPeopleShowsAllAndNothingActs() throws IOException {
    HttpAnswer answer = master.get("/");
    assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("host1", "t1", "&lt;script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void teardownEndsAFramework() throws IOException {
    FrameworkInfo info = FrameworkInfo.newBuilder().setUser("u").setName("short").build();
    try (TestFramework other = TestFramework.subscribe(master.uri(), Wire.JSON, info)) {
      await().until(() -> !other.events().isEmpty());
      assertThat(master.post("/teardown", FORM, "frameworkId=" + other.id().getValue()).status())
          .isEqualTo(200);
      await().until(other::isEnded);
      assertThat(master.post("/teardown", FORM, "frameworkId=none").status()).isEqualTo(400);
      assertThat(master.json("/frameworks").get("completed_frameworks")).isNotEmpty();
    }
  }
}
