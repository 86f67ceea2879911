package io.cellos.marathon.json.normal;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.UpgradeStrategy;
import java.util.List;
import java.util.Optional;

/** Fills in what was not said. */
public final class AppDefaults {
  private AppDefaults() {}

  /** What rules need; before an app is checked. */
  public static void beforeRules(ObjectNode app, String role) {
    if (!app.has("role")) {
      app.put("role", role);
    }
    if (!app.has("upgradeStrategy")) {
      List<JsonNode> volumes = items(app.path("container"), "volumes");
      boolean bound = volumes.stream().anyMatch(v -> v.has("persistent") || v.has("external"));
      UpgradeStrategy strategy = bound ? UpgradeStrategy.RESIDENT : UpgradeStrategy.DEFAULT;
      app.putObject("upgradeStrategy")
          .put("maximumOverCapacity", strategy.maximumOverCapacity())
          .put("minimumHealthCapacity", strategy.minimumHealthCapacity());
    }
  }

  /** The rest; after an app was checked. */
  public static void afterRules(ObjectNode app, AppId group, Optional<String> networkName) {
    if (items(app, "networks").isEmpty()) {
      app.putArray("networks").addObject().put("mode", "host");
    }
    nameNetworks(items(app, "networks"), networkName);
    List<String> modes =
        items(app, "networks").stream().map(n -> n.get("mode").textValue()).toList();
    if (!modes.contains("host")) {
      if (!app.has("container")) {
        app.putObject("container")
            .put("type", "MESOS")
            .putArray("portMappings")
            .add(OldPorts.mapping(0).put("name", "default"));
      }
      app.put("requirePorts", false);
    }
    if (modes.contains("container/bridge")) {
      items(app.path("container"), "portMappings").stream()
          .filter(mapping -> !mapping.has("hostPort"))
          .forEach(mapping -> ((ObjectNode) mapping).put("hostPort", 0));
    }
    if (!app.has("unreachableStrategy")) {
      addUnreachableStrategy(app);
    }
    ArrayNode dependencies = Trees.array();
    Trees.texts(app, "dependencies")
        .forEach(dependency -> dependencies.add(group.resolve(dependency).toString()));
    app.set("dependencies", dependencies);
  }

  /** Gives container networks without a name the default one. */
  static void nameNetworks(List<JsonNode> networks, Optional<String> networkName) {
    for (JsonNode network : networks) {
      if (network.get("mode").textValue().equals("container") && !network.has("name")) {
        ((ObjectNode) network)
            .put(
                "name",
                networkName.orElseThrow(
                    () ->
                        new InvalidObjectException(
                            Problem.WHOLE, "container network name is not defined")));
      }
    }
  }

  private static void addUnreachableStrategy(ObjectNode app) {
    boolean persistent =
        items(app.path("container"), "volumes").stream()
            .anyMatch(volume -> volume.has("persistent"));
    if (persistent) {
      app.put("unreachableStrategy", "disabled");
    } else {
      app.putObject("unreachableStrategy")
          .put("inactiveAfterSeconds", 0)
          .put("expungeAfterSeconds", 0);
    }
  }
}
