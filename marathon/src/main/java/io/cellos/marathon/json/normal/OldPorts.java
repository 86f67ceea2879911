package io.cellos.marathon.json.normal;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.Optional;

/** Ports as {@code ports}, {@code docker.portMappings} and {@code ipAddress} asked for them. */
final class OldPorts {
  private OldPorts() {}

  /** The definitions of an app, or of changes to one. */
  static Optional<JsonNode> definitions(JsonNode app) {
    return Trees.field(app, "portDefinitions")
        .or(() -> Trees.field(app, "ports").map(OldPorts::definitionsOf));
  }

  private static JsonNode definitionsOf(JsonNode ports) {
    ArrayNode definitions = Trees.array();
    ports.forEach(
        port -> definitions.addObject().put("port", port.intValue()).put("protocol", "tcp"));
    return definitions;
  }

  /** Moves a container's mappings to where they belong now. */
  static void moveMappings(ObjectNode container, JsonNode discovery) {
    if (container.path("docker") instanceof ObjectNode docker) {
      JsonNode old = docker.remove("portMappings");
      docker.remove("network");
      if (old != null && !container.has("portMappings")) {
        container.set("portMappings", old);
      } else if (old != null && !old.isEmpty()) {
        throw invalid("cannot specify both portMappings and docker.portMappings");
      }
    }
    if (!items(discovery, "ports").isEmpty()) {
      moveDiscovery(container, discovery);
    }
  }

  private static void moveDiscovery(ObjectNode container, JsonNode discovery) {
    String type = container.get("type").textValue();
    if (!type.equals("MESOS")) {
      throw invalid("ipAddress.discovery.ports do not apply for container type " + type);
    }
    if (container.has("portMappings")) {
      throw invalid("container.portMappings and ipAddress.discovery.ports must not both be set");
    }
    ArrayNode mappings = container.putArray("portMappings");
    for (JsonNode port : discovery.get("ports")) {
      ObjectNode mapping = mapping(port.get("number").intValue());
      mapping.set("name", port.get("name"));
      mapping.set("protocol", port.get("protocol"));
      Trees.set(mapping, "labels", Trees.field(port, "labels"));
      mappings.add(mapping);
    }
  }

  /** A mapping of which only the port in the container is known. */
  static ObjectNode mapping(int containerPort) {
    return Trees.object()
        .put("containerPort", containerPort)
        .put("protocol", "tcp")
        .put("servicePort", 0);
  }

  private static InvalidObjectException invalid(String message) {
    return new InvalidObjectException(Problem.WHOLE, message);
  }
}
