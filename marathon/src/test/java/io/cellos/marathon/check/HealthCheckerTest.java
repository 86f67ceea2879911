package io.cellos.marathon.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.MarathonEvent.HealthChecked;
import io.cellos.marathon.core.MarathonEvent.ReadinessChecked;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Timestamp;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks of a real server, and of none. */
final class HealthCheckerTest {
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger asked = new AtomicInteger();
  private final List<MarathonEvent> found = new CopyOnWriteArrayList<>();
  private final HealthChecker checker = new HealthChecker(found::add);
  private final WebServer web =
      HttpServers.start(
          InetAddress.ofLiteral("127.0.0.1"),
          0,
          routes ->
              routes.get(
                  "/health",
                  (request, response) -> {
                    asked.incrementAndGet();
                    response.status(Status.create(status.get())).send("so it is");
                  }));

  @AfterEach
  void end() {
    checker.close();
    web.stop();
  }

  private static Instance running(AppDefinition app, int... ports) {
    InstanceId id = InstanceId.of(app.id(), UUID.randomUUID().toString());
    TaskId task = TaskId.ofApp(id);
    Timestamp time = Timestamp.ofMillis(1);
    List<Integer> hostPorts = Arrays.stream(ports).boxed().toList();
    return new Instance(
        id,
        app,
        app.role(),
        Goal.RUNNING,
        Condition.RUNNING,
        time,
        Optional.of(time),
        Optional.of(new Place("127.0.0.1", "S1", Optional.empty(), Optional.empty(), List.of())),
        Map.of(
            task,
            new Task(
                task, Condition.RUNNING, time, Optional.of(time), Optional.empty(), hostPorts)),
        List.of(),
        Optional.empty(),
        false);
  }

  private static AppDefinition app(String field, ObjectNode... checks) {
    ObjectNode json = AppJson.write(Specs.app("/a").ports(0, 0).made());
    ObjectNode port = (ObjectNode) json.get("portDefinitions").get(1);
    port.put("name", "second");
    ArrayNode list = json.putArray(field);
    for (ObjectNode check : checks) {
      list.add(check);
    }
    return AppJson.stored(json);
  }

  private static ObjectNode check(String protocol) {
    return Json.mapper()
        .createObjectNode()
        .put("protocol", protocol)
        .put("gracePeriodSeconds", 1)
        .put("intervalSeconds", 1)
        .put("timeoutSeconds", 2)
        .put("maxConsecutiveFailures", 3)
        .put("ignoreHttp1xx", false)
        .put("portIndex", 1);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Optional<String> firstFailure() {
    await().until(() -> !found.isEmpty());
    return ((HealthChecked) found.getFirst()).failure();
  }

  @Test
  void aServerThatAnswersIsWell() throws IOException {
    AppDefinition app = app("healthChecks", check("HTTP").put("path", "/health"));
    Instance instance = running(app, closedPort(), web.port());
    checker.watch(instance);
    assertThat(firstFailure()).isEmpty();
    HealthChecked first = (HealthChecked) found.getFirst();
    assertThat(first.task()).isEqualTo(instance.tasks().keySet().iterator().next());
    assertThat(first.check()).isEqualTo(app.checks().health().iterator().next());
    await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() >= 2);
  }

  @Test
  void anErrorIsTheReason() throws IOException {
    status.set(503);
    AppDefinition app = app("healthChecks", check("HTTP").put("path", "/health"));
    checker.watch(running(app, closedPort(), web.port()));
    assertThat(firstFailure()).contains("503 Service Unavailable");
  }

  @Test
  void redirectsAreGood() throws IOException {
    status.set(302);
    AppDefinition app = app("healthChecks", check("HTTP").put("path", "/health"));
    checker.watch(running(app, closedPort(), web.port()));
    assertThat(firstFailure()).isEmpty();
  }

  @Test
  void nobodyThereIsAReason() throws IOException {
    checker.watch(running(app("healthChecks", check("TCP")), web.port(), closedPort()));
    assertThat(firstFailure()).hasValueSatisfying(why -> assertThat(why).contains("refused"));
  }

  @Test
  void anOpenPortIsWell() throws IOException {
    checker.watch(running(app("healthChecks", check("TCP")), closedPort(), web.port()));
    assertThat(firstFailure()).isEmpty();
  }

  @Test
  void aPortThatTheTaskLacksIsAReason() {
    checker.watch(running(app("healthChecks", check("TCP")), 1));
    assertThat(firstFailure()).contains("the task has no such port, or no address yet");
  }

  @Test
  void whatIsNotWatchedIsNotAsked() throws IOException {
    AppDefinition app = app("healthChecks", check("HTTP").put("path", "/health"));
    Instance instance = running(app, closedPort(), web.port());
    checker.watch(instance);
    checker.watch(instance); // once more changes nothing
    await().until(() -> asked.get() == 1);
    checker.unwatch(instance.id());
    Instance other = running(app, closedPort(), web.port());
    checker.watch(other);
    await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() >= 3);
    assertThat(
            found.stream()
                .filter(HealthChecked.class::isInstance)
                .filter(event -> ((HealthChecked) event).task().instance().equals(instance.id())))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void checksOfMesosAreNotOurs() throws IOException {
    AppDefinition app = app("healthChecks", check("MESOS_HTTP").put("path", "/health"));
    checker.watch(running(app, closedPort(), web.port()));
    checker.watch(running(app("healthChecks", check("TCP")), 1));
    await().until(() -> !found.isEmpty());
    assertThat(asked).hasValue(0);
  }

  @Test
  void readinessIsAskedUntilItIsThere() throws IOException {
    status.set(500);
    ObjectNode check =
        Json.mapper()
            .createObjectNode()
            .put("name", "up")
            .put("protocol", "HTTP")
            .put("path", "/health")
            .put("portName", "second")
            .put("intervalSeconds", 1)
            .put("timeoutSeconds", 1)
            .put("preserveLastResponse", true);
    check.putArray("httpStatusCodesForReady").add(200);
    checker.watch(running(app("readinessChecks", check), closedPort(), web.port()));
    await().until(() -> !found.isEmpty());
    var first = ((ReadinessChecked) found.getFirst()).result();
    assertThat(first.ready()).isFalse();
    assertThat(first.lastResponse().orElseThrow().status()).isEqualTo(500);
    assertThat(first.lastResponse().orElseThrow().body()).isEqualTo("so it is");
    status.set(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ((ReadinessChecked) found.getLast()).result().ready());
  }
}
