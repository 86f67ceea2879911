package io.cellos.protocols.mesos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.http.HttpCall;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What whoever owns the machines does with their agents, by the operator API of a master. Any
 * master can be asked: one that does not lead says who does. It does without Mesos' protobufs,
 * which the controller and the node program need not load.
 */
public final class MasterAgents {
  private static final int AGENT_PORT = 5051;

  private final Endpoint master;

  /**
   * @param master {@code http://host:port}
   * @param timeout for each call
   */
  public MasterAgents(URI master, Duration timeout) {
    this.master = Endpoint.of(master, timeout);
  }

  /**
   * An agent as its master sees it.
   *
   * @param node the value of its attribute {@code node}; empty if it has none
   * @param active whether it is connected and its resources are offered
   * @param leaving whether it was deactivated or is drained, so that nothing new is put there
   * @param drained whether it was drained and nothing of it runs any more
   */
  public record Agent(
      String id, String node, Place place, boolean active, boolean leaving, boolean drained) {}

  /**
   * Where an agent is.
   *
   * @param host as it calls itself
   * @param ip as its master sees it
   */
  public record Place(String host, String ip, int port) {}

  /** The agents that the master knows, also those that it waits for after a failover. */
  public List<Agent> list() throws IOException {
    JsonNode known = call(request("GET_AGENTS")).path("get_agents");
    List<Agent> agents = new ArrayList<>();
    for (JsonNode agent : known.path("agents")) {
      JsonNode info = agent.path("agent_info");
      agents.add(
          new Agent(
              id(info),
              node(info),
              place(info, agent.path("pid").asText()),
              agent.path("active").asBoolean(),
              agent.path("deactivated").asBoolean() || agent.has("drain_info"),
              agent.path("drain_info").path("state").asText().equals("DRAINED")));
    }
    for (JsonNode info : known.path("recovered_agents")) {
      agents.add(new Agent(id(info), node(info), place(info, ""), false, false, false));
    }
    return agents;
  }

  private static String id(JsonNode info) {
    return info.path("id").path("value").asText();
  }

  private static String node(JsonNode info) {
    for (JsonNode attribute : info.path("attributes")) {
      if (attribute.path("name").asText().equals("node")) {
        return attribute.path("text").path("value").asText();
      }
    }
    return "";
  }

  /** A pid is {@code slave(1)@10.0.0.7:5051}. */
  private static Place place(JsonNode info, String pid) {
    String host = info.path("hostname").asText();
    int at = pid.indexOf('@');
    int colon = pid.lastIndexOf(':');
    return new Place(
        host,
        at >= 0 && colon > at ? pid.substring(at + 1, colon) : host,
        info.path("port").asInt(AGENT_PORT));
  }

  /** The agent of a node of the cell; empty if the master knows none. */
  public Optional<Agent> ofNode(String node) throws IOException {
    return list().stream().filter(agent -> agent.node().equals(node)).findFirst();
  }

  /**
   * Has all tasks of the agent killed, and none started; returns at once. Again does no harm.
   *
   * @param grace no task gets more than this to end by itself
   */
  public void drain(String agent, Duration grace) throws IOException {
    ObjectNode request = request("DRAIN_AGENT");
    ObjectNode drain = request.putObject("drain_agent");
    drain.putObject("agent_id").put("value", agent);
    drain.putObject("max_grace_period").put("seconds", grace.toSeconds()); // protobuf's Duration
    call(request);
  }

  /** Has nothing new put on the agent. */
  void deactivate(String agent) throws IOException {
    ObjectNode request = request("DEACTIVATE_AGENT");
    request.putObject("deactivate_agent").putObject("agent_id").put("value", agent);
    call(request);
  }

  /** When which machines will be away, as JSON of Mesos' {@code Schedule}. */
  JsonNode schedule() throws IOException {
    return call(request("GET_MAINTENANCE_SCHEDULE"))
        .path("get_maintenance_schedule")
        .path("schedule");
  }

  /** All of it, in place of what there was. */
  void setSchedule(JsonNode schedule) throws IOException {
    ObjectNode request = request("UPDATE_MAINTENANCE_SCHEDULE");
    request.putObject("update_maintenance_schedule").set("schedule", schedule);
    call(request);
  }

  /** An agent's own operator API, asked without its protobufs. */
  JsonNode ask(Place agent, String type) throws IOException {
    Endpoint there = master.at(URI.create("http://" + agent.host() + ":" + agent.port()));
    HttpCall call = there.post("/api/v1", Wire.JSON, Json.bytes(request(type)));
    return tree(there.send(call, type).http().body());
  }

  /** Says that the agent never comes back, so that its tasks count as gone. */
  public void markGone(String agent) throws IOException {
    ObjectNode request = request("MARK_AGENT_GONE");
    request.putObject("mark_agent_gone").putObject("agent_id").put("value", agent);
    call(request);
  }

  private static ObjectNode request(String type) {
    return Json.mapper().createObjectNode().put("type", type);
  }

  private JsonNode call(ObjectNode request) throws IOException {
    HttpCall call = master.post("/api/v1", Wire.JSON, Json.bytes(request));
    return tree(master.send(call, request.path("type").asText()).http().body());
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      return body.length == 0 ? Json.mapper().createObjectNode() : Json.tree(body);
    } catch (UncheckedIOException e) {
      throw new IOException("the master's answer is no JSON", e);
    }
  }
}
