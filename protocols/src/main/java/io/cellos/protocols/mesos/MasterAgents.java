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
   * @param drained whether it was drained and nothing of it runs any more
   */
  public record Agent(String id, String node, boolean active, boolean drained) {}

  /** The agents that the master knows, also those that it waits for after a failover. */
  public List<Agent> list() throws IOException {
    JsonNode known = call(request("GET_AGENTS")).path("get_agents");
    List<Agent> agents = new ArrayList<>();
    for (JsonNode agent : known.path("agents")) {
      boolean drained = agent.path("drain_info").path("state").asText().equals("DRAINED");
      agents.add(agent(agent.path("agent_info"), agent.path("active").asBoolean(), drained));
    }
    for (JsonNode info : known.path("recovered_agents")) {
      agents.add(agent(info, false, false));
    }
    return agents;
  }

  private static Agent agent(JsonNode info, boolean active, boolean drained) {
    String node = "";
    for (JsonNode attribute : info.path("attributes")) {
      if (attribute.path("name").asText().equals("node")) {
        node = attribute.path("text").path("value").asText();
      }
    }
    return new Agent(info.path("id").path("value").asText(), node, active, drained);
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
