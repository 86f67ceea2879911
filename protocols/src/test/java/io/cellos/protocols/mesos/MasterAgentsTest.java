package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cellos.base.json.Json;
import io.cellos.protocols.mesos.MasterAgents.Agent;
import io.cellos.protocols.mesos.MasterAgents.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MasterAgentsTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    servers.forEach(server -> server.stop(0));
  }

  /** A master that answers every call with this; its address. */
  private String serve(int status, String location, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1",
        exchange -> {
          asked.add(Json.tree(exchange.getRequestBody().readAllBytes()).toString());
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static MasterAgents at(String address) {
    return new MasterAgents(URI.create("http://" + address), Duration.ofSeconds(5));
  }

  @Test
  void agentsAreListedByTheLeaderWhoeverIsAsked() throws IOException {
    String leader =
        serve(
            200,
            null,
            """
            {"type":"GET_AGENTS","get_agents":{
              "agents":[
                {"active":true,"pid":"slave(1)@10.0.0.7:5051","agent_info":{"hostname":"a","id":{"value":"M-S0"},"attributes":[
                  {"name":"role","type":"TEXT","text":{"value":"membrane"}},
                  {"name":"node","type":"TEXT","text":{"value":"n-00000001"}}]}},
                {"active":true,"agent_info":{"hostname":"b","id":{"value":"M-S1"}},
                  "drain_info":{"state":"DRAINED"}}],
              "recovered_agents":[{"hostname":"c","id":{"value":"M-S2"}}]}}
            """);
    MasterAgents agents = at(serve(307, "//" + leader, ""));
    assertThat(agents.list())
        .containsExactly(
            new Agent("M-S0", "n-00000001", new Place("a", "10.0.0.7", 5051), true, false, false),
            new Agent("M-S1", "", new Place("b", "b", 5051), true, true, true),
            new Agent("M-S2", "", new Place("c", "c", 5051), false, false, false));
    assertThat(agents.ofNode("n-00000001")).map(Agent::id).contains("M-S0");
    assertThat(agents.ofNode("n-00000002")).isEmpty();
  }

  @Test
  void callsAreMesosCalls() throws IOException {
    MasterAgents agents = at(serve(200, null, ""));
    agents.drain("M-S0", Duration.ofSeconds(5));
    agents.markGone("M-S1");
    assertThat(asked)
        .containsExactly(
            "{\"type\":\"DRAIN_AGENT\",\"drain_agent\":{\"agent_id\":{\"value\":\"M-S0\"},"
                + "\"max_grace_period\":{\"seconds\":5}}}",
            "{\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":"
                + "{\"value\":\"M-S1\"}}}");
  }

  @Test
  void noticeIsTakenBackBeforeTheDrain() throws IOException {
    MasterAgents agents =
        at(
            serve(
                200,
                null,
                """
                {"get_maintenance_schedule":{"schedule":{"windows":[
                  {"machine_ids":[{"hostname":"a","ip":"10.0.0.7"}]}]}}}
                """));
    new LeaveNotice()
        .drain(
            agents,
            new Agent("M-S0", "n-1", new Place("a", "10.0.0.7", 5051), true, true, false),
            Duration.ofSeconds(5));
    assertThat(asked)
        .extracting(call -> call.replaceAll(".*\"type\":\"([A-Z_]+)\".*", "$1"))
        .containsExactly("GET_MAINTENANCE_SCHEDULE", "UPDATE_MAINTENANCE_SCHEDULE", "DRAIN_AGENT");
  }

  @Test
  void refusalsAreExplained() throws IOException {
    MasterAgents agents = at(serve(400, null, "No agent with this id"));
    assertThatThrownBy(() -> agents.markGone("x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MARK_AGENT_GONE")
        .hasMessageContaining("No agent with this id");
    MasterAgents nobody = at(serve(503, null, ""));
    assertThatThrownBy(nobody::list).hasMessageContaining("503");
    MasterAgents broken = at(serve(200, null, "{"));
    assertThatThrownBy(broken::list).isInstanceOf(IOException.class);
  }
}
