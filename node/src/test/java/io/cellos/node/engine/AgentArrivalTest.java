package io.cellos.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.cellos.base.json.Json;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentArrivalTest {
  private final List<String> schedules = new CopyOnWriteArrayList<>();
  private final AgentArrival arrival = new AgentArrival("n-00000001", Path.of("nowhere"));
  private volatile String agents = "";
  private volatile boolean broken;
  private HttpServer server;
  private MasterAgents master;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1",
        exchange -> {
          JsonNode call = Json.tree(exchange.getRequestBody().readAllBytes());
          byte[] answer = answer(call).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(broken ? 500 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    master =
        new MasterAgents(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(5));
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private String answer(JsonNode call) {
    return switch (call.path("type").asText()) {
      case "GET_AGENTS" -> "{\"get_agents\":{\"agents\":[" + agents + "]}}";
      case "GET_MAINTENANCE_SCHEDULE" ->
          """
          {"get_maintenance_schedule":{"schedule":{"windows":[
            {"machine_ids":[{"hostname":"10.0.0.7","ip":"10.0.0.7"},{"hostname":"other"}]}]}}}
          """;
      case "UPDATE_MAINTENANCE_SCHEDULE" -> {
        schedules.add(call.at("/update_maintenance_schedule/schedule").toString());
        yield "{}";
      }
      default -> throw new IllegalArgumentException(call.toString());
    };
  }

  private static String agent(String host) {
    return """
        {"agent_info":{"id":{"value":"S1"},"hostname":"%s",
         "attributes":[{"name":"node","text":{"value":"n-00000001"}}]}}
        """
        .formatted(host);
  }

  @Test
  void theNoticeOfWhoWasThereBeforeIsTakenBackOnceTheAgentIsKnown() {
    assertThat(arrival.isWelcome(master)).isFalse();
    agents = agent("10.0.0.7");
    broken = true;
    assertThat(arrival.isWelcome(master)).isFalse();
    assertThat(schedules).isEmpty();
    broken = false;
    assertThat(arrival.isWelcome(master)).isTrue();
    assertThat(schedules)
        .containsExactly("{\"windows\":[{\"machine_ids\":[{\"hostname\":\"other\"}]}]}");
  }

  @Test
  void noticesOfOthersStay() {
    agents = agent("10.0.0.8");
    assertThat(arrival.isWelcome(master)).isTrue();
    assertThat(schedules).isEmpty();
  }
}
