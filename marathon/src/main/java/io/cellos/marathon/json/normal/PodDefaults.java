package io.cellos.marathon.json.normal;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.model.UpgradeStrategy;
import java.util.Optional;

/** Fills in what was not said of a pod. */
public final class PodDefaults {
  private PodDefaults() {}

  /** What rules need; before a pod is checked. */
  public static void beforeRules(ObjectNode pod, String role) {
    if (!pod.has("role")) {
      pod.put("role", role);
    }
  }

  /** The rest; after a pod was checked. */
  public static void afterRules(ObjectNode pod, Optional<String> networkName) {
    AppDefaults.nameNetworks(items(pod, "networks"), networkName);
    boolean named =
        items(pod, "networks").stream()
            .anyMatch(network -> network.get("mode").textValue().equals("container"));
    if (!named) {
      items(pod, "containers").forEach(PodDefaults::addHostPorts);
    }
    if (items(pod, "volumes").stream().anyMatch(volume -> volume.has("persistent"))) {
      addResidentStrategies(pod.withObject("scheduling"));
    }
  }

  private static void addHostPorts(JsonNode container) {
    items(container, "endpoints").stream()
        .filter(endpoint -> !endpoint.has("hostPort"))
        .forEach(endpoint -> ((ObjectNode) endpoint).put("hostPort", 0));
  }

  private static void addResidentStrategies(ObjectNode scheduling) {
    if (!scheduling.has("upgrade")) {
      scheduling
          .putObject("upgrade")
          .put("minimumHealthCapacity", UpgradeStrategy.RESIDENT.minimumHealthCapacity())
          .put("maximumOverCapacity", UpgradeStrategy.RESIDENT.maximumOverCapacity());
    }
    if (!scheduling.has("unreachableStrategy")) {
      scheduling.put("unreachableStrategy", "disabled");
    }
  }
}
