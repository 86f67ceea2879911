package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.HashSet;
import java.util.List;

/** What must hold for ports. */
final class PortRules {
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

  static void checkMappings(List<JsonNode> mappings, NetworkNames networks, Violations violations) {
    checkNames(mappings, violations);
    for (int i = 0; i < mappings.size(); i++) {
      networks.check(mappings.get(i), violations.at(i));
    }
  }

  static boolean isUnique(List<?> values) {
    return new HashSet<>(values).size() == values.size();
  }
}
