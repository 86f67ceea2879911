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
    if (!type.equals("GET_AGENTS")) {
      calls.add(
          type
              + " "
              + call.at("/%s/agent_id/value".formatted(type.toLowerCase(Locale.ROOT))).asText());
      return "{}";
    }
    boolean drained = !calls.isEmpty() && looksUntilDrained.decrementAndGet() <= 0;
    return """
        {"get_agents":{"agents":[{"agent_info":{"id":{"value":"M-S7"},"attributes":[
          {"name":"node","text":{"value":"n-00000002"}}]},"drain_info":{"state":"%s"}}]}}
        """
        .formatted(drained ? "DRAINED" : "DRAINING");
  }

  @Test
  void drainsOnceAndWaits() throws InterruptedException {
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
  void aControllerThatEndsLeavesItToTheNext() throws InterruptedException {
    care.close();
    assertThat(care.drain(leaving, PATIENCE)).isEqualTo(AgentCare.Outcome.CLOSED);
  }
}
