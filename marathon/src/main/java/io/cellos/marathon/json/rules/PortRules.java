package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.HashSet;
import java.util.List;

/** What must hold for ports. */
final class PortRules {
  static final String ONE_NETWORK_NAME =
      "networkNames must be a single item list when hostPort is specified and more than 1"
          + " container network is defined";

  private PortRules() {}

  static void checkNames(List<JsonNode> ports, Violations violations) {
    List<String> names = ports.stream().flatMap(port -> Trees.text(port, "name").stream()).toList();
    violations.require(isUnique(names), "Port names must be unique.");
  }

  static void checkDefinitions(List<JsonNode> ports, Violations violations) {
    checkNames(ports, violations);
    List<Integer> fixed =
        ports.stream().map(port -> port.get("port").intValue()).filter(port -> port != 0).toList();
    violations.require(isUnique(fixed), "Ports must be unique.");
  }

  static void checkMappings(
      List<JsonNode> mappings, List<JsonNode> networks, Violations violations) {
    checkNames(mappings, violations);
    for (int i = 0; i < mappings.size(); i++) {
      checkNetworkNames(mappings.get(i), networks, violations.at(i));
    }
  }

  /** The same for an app's port mapping and a pod's endpoint. */
  static void checkNetworkNames(JsonNode port, List<JsonNode> networks, Violations violations) {
    List<String> wanted = texts(port, "networkNames");
    if (NetworkRules.count(networks, "container") > 1) {
      violations.require(!port.has("hostPort") || wanted.size() == 1, ONE_NETWORK_NAME);
    }
    List<String> known =
        networks.stream().flatMap(network -> Trees.text(network, "name").stream()).toList();
    for (int i = 0; i < wanted.size(); i++) {
      violations
          .at("networkNames")
          .at(i)
          .require(
              known.contains(wanted.get(i)), "is not one of (" + String.join(",", known) + ")");
    }
  }

  static boolean isUnique(List<?> values) {
    return new HashSet<>(values).size() == values.size();
  }
}
