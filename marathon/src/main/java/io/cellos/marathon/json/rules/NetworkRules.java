package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import java.util.Optional;

/** What must hold for networks. */
final class NetworkRules {
  private NetworkRules() {}

  static void check(List<JsonNode> networks, Optional<String> defaultName, Violations violations) {
    violations.require(
        networks.stream()
            .noneMatch(
                network ->
                    isOf(network, "host")
                        && (isNamed(network) || !network.path("labels").isEmpty())),
        "Host networks may not have names or labels");
    violations.require(
        networks.stream().noneMatch(n -> isOf(n, "container/bridge") && isNamed(n)),
        "Bridge networks may not have names");
    long unnamed = networks.stream().filter(n -> isOf(n, "container") && !n.has("name")).count();
    List<String> names =
        networks.stream().flatMap(network -> Trees.text(network, "name").stream()).toList();
    violations.require(
        unnamed < 2 && PortRules.isUnique(names), "Duplicate networks are not allowed");
    int hosts = count(networks, "host");
    int bridges = count(networks, "container/bridge");
    int containers = count(networks, "container");
    violations.require(
        (hosts <= 1 && bridges == 0 && containers == 0)
            || (hosts == 0 && bridges <= 1 && containers == 0)
            || (hosts == 0 && bridges == 0),
        "May specify a single host network, single bridge network, or else 1-to-n container"
            + " networks");
    violations.require(
        unnamed == 0 || defaultName.isPresent(),
        "Network name must be specified when container network is selected.");
  }

  static int count(List<JsonNode> networks, String mode) {
    return Math.toIntExact(networks.stream().filter(network -> isOf(network, mode)).count());
  }

  private static boolean isOf(JsonNode network, String mode) {
    return network.get("mode").textValue().equals(mode);
  }

  private static boolean isNamed(JsonNode network) {
    return Trees.text(network, "name").filter(name -> !name.isEmpty()).isPresent();
  }
}
