package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ports need to know of the networks they are on, found out once for all of them.
 *
 * @param hosts how many are the host's
 * @param containers how many have addresses of their own
 */
record NetworkNames(int hosts, int containers, Set<String> names) {
  static NetworkNames of(List<JsonNode> networks) {
    return new NetworkNames(
        NetworkRules.count(networks, "host"),
        NetworkRules.count(networks, "container"),
        networks.stream()
            .flatMap(network -> Trees.text(network, "name").stream())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** For an app's port mapping or a pod's endpoint. */
  void check(JsonNode port, Violations violations) {
    List<String> wanted = Trees.texts(port, "networkNames");
    if (containers > 1) {
      violations.require(
          !port.has("hostPort") || wanted.size() == 1,
          "networkNames must be a single item list when hostPort is specified and more than 1"
              + " container network is defined");
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!names.contains(wanted.get(i))) {
        violations
            .at("networkNames")
            .at(i)
            .add(
                "is not one of ("
                    + names.stream().limit(50).collect(Collectors.joining(","))
                    + ")");
      }
    }
  }
}
