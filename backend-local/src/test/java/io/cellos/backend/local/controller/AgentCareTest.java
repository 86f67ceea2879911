package io.cellos.backend.local.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.base.json.Json;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for a master on its real port. */
class AgentCareTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Fleet fleet = new Fleet(() -> {});
  private final AgentCare care = new AgentCare(fleet);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger looksUntilDrained = new AtomicInteger(2);
  private final AtomicInteger services = new AtomicInteger();
  private volatile boolean hasElsewhere;
  private volatile String schedule = "{}";
  private HttpServer master;
  private NodeFile body;
  private NodeFile leaving;

  @BeforeEach
  void serve() throws IOException {
    body = node(Role.STATELESS_BODY, 1);
    leaving = node(Role.MEMBRANE, 2);
    fleet.put(NodeStatus.of(body, Life.READY));
    fleet.put(NodeStatus.of(leaving, Life.ENDING));
    master = HttpServer.create(new InetSocketAddress(body.address(), 5050), 0);
    master.createContext(
        "/api/v1",
        exchange -> {
          byte[] answer =
              answer(Json.tree(exchange.getRequestBody().readAllBytes()))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    master.start();
  }

  @AfterEach
  void end() {
    master.stop(0);
  }

  private static NodeFile node(Role role, int number) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String ip =
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(1, 250));
    return new NodeFile(
        NodeId.parse("n-%08x".formatted(number)),
        role,
        1,
        InetAddress.ofLiteral(ip).getHostAddress(),
        Instant.EPOCH,
        Map.of(),
        null,
        true);
  }

  private String answer(JsonNode call) {
    String type = call.path("type").asText();
    return switch (type) {
      case "GET_AGENTS" -> agents();
      case "GET_FRAMEWORKS" ->
          """
          {"get_frameworks":{"frameworks":[
            {"framework_info":{"name":"marathon","id":{"value":"F"}}}]}}
          """;
      case "GET_TASKS" ->
          services.getAndDecrement() > 0
              ? """
              {"get_tasks":{"launched_tasks":[
                {"framework_id":{"value":"F"},"state":"TASK_RUNNING"}]}}
              """
              : "{}";
      case "GET_MAINTENANCE_SCHEDULE" ->
          "{\"get_maintenance_schedule\":{\"schedule\":" + schedule + "}}";
      case "UPDATE_MAINTENANCE_SCHEDULE" -> {
        schedule = call.at("/update_maintenance_schedule/schedule").toString();
        calls.add("schedules " + schedule.replaceAll("nanoseconds\":\\d+", "nanoseconds\":N"));
        yield "{}";
      }
      default -> {
        calls.add(
            type
                + " "
                + call.at("/%s/agent_id/value".formatted(type.toLowerCase(Locale.ROOT))).asText());
        yield "{}";
      }
    };
  }

  private String agents() {
    boolean told = calls.contains("DRAIN_AGENT M-S7");
    boolean drained = told && looksUntilDrained.decrementAndGet() <= 0;
    return """
        {"get_agents":{"agents":[{"agent_info":{"id":{"value":"M-S7"},"hostname":"%s",
          "port":5050,"attributes":[{"name":"node","text":{"value":"n-00000002"}}]}%s}%s]}}
        """
        .formatted(
            body.ip(),
            told ? ",\"drain_info\":{\"state\":\"%s\"}".formatted(drained ? "DRAINED" : "X") : "",
            hasElsewhere ? ",{\"agent_info\":{\"id\":{\"value\":\"M-S8\"}},\"active\":true}" : "");
  }

  @Test
  void drainsOnceAndWaits() throws InterruptedException {
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.DRAINED);
    assertThat(calls).containsExactly("DRAIN_AGENT M-S7");
  }

  @Test
  void servicesAreStartedElsewhereFirst() throws InterruptedException {
    hasElsewhere = true;
    services.set(3);
    schedule = "{\"windows\":[{\"machine_ids\":[{\"hostname\":\"other\"}]}]}";
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.DRAINED);
    String window =
        "{\"machine_ids\":[{\"hostname\":\"%1$s\",\"ip\":\"%1$s\"}],".formatted(body.ip())
            + "\"unavailability\":{\"start\":{\"nanoseconds\":N},"
            + "\"duration\":{\"nanoseconds\":N}}}";
    String other = "{\"machine_ids\":[{\"hostname\":\"other\"}]}";
    assertThat(calls)
        .containsExactly(
            "DEACTIVATE_AGENT M-S7",
            "schedules {\"windows\":[" + other + "," + window + "]}",
            "DEACTIVATE_AGENT M-S7",
            "DEACTIVATE_AGENT M-S7",
            "schedules {\"windows\":[" + other + "]}", // no scheduled agent can be drained
            "DRAIN_AGENT M-S7");
    assertThat(services).hasNegativeValue();

    calls.clear();
    care.markGone(leaving);
    assertThat(calls).containsExactly("MARK_AGENT_GONE M-S7");
  }

  @Test
  void servicesThatStayAreEndedAfterHalfOfTheTime() throws InterruptedException {
    hasElsewhere = true;
    services.set(1000);
    assertThat(care.drain(leaving, Duration.ofSeconds(2))).isEqualTo(AgentCare.Outcome.DRAINED);
    assertThat(calls).endsWith("DRAIN_AGENT M-S7");
    assertThat(services).hasValueLessThan(1000);
  }

  @Test
  void servicesThatCanGoNowhereAreNotWaitedFor() throws InterruptedException {
    services.set(1000);
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.DRAINED);
    assertThat(calls).containsExactly("DRAIN_AGENT M-S7");
  }

  @Test
  void aNodeWithoutAgentHasNothingToDrain() throws InterruptedException {
    assertThat(care.drain(body, PATIENCE)).isEqualTo(AgentCare.Outcome.DRAINED);
    assertThat(calls).isEmpty();
  }

  @Test
  void waitsNoLongerThanItShall() throws InterruptedException {
    looksUntilDrained.set(1000);
    assertThat(care.drain(leaving, Duration.ofMillis(500))).isEqualTo(AgentCare.Outcome.TOO_LONG);
  }

  @Test
  void withoutMastersThereIsNothingToWaitFor() throws InterruptedException {
    fleet.remove(body.id());
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.NO_MASTER);
    care.markGone(leaving);
  }

  @Test
  void whatIsGoneIsSaid() throws InterruptedException {
    care.markGone(leaving);
    assertThat(calls).containsExactly("MARK_AGENT_GONE M-S7");
  }

  @Test
  void theNoticeOfAnAgentThatIsForgottenAlreadyIsTakenBack() throws InterruptedException {
    NodeFile gone = node(Role.MEMBRANE, 3);
    schedule =
        "{\"windows\":[{\"machine_ids\":[{\"hostname\":\"%s\"},{\"hostname\":\"other\"}]}]}"
            .formatted(gone.ip());
    care.markGone(gone);
    assertThat(calls)
        .containsExactly("schedules {\"windows\":[{\"machine_ids\":[{\"hostname\":\"other\"}]}]}");
  }

  @Test
  void aControllerThatEndsLeavesItToTheNext() throws InterruptedException {
    care.close();
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.CLOSED);
  }
}
