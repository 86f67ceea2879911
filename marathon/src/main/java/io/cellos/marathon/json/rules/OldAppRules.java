package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold among old fields, and between them and those that replaced them. */
public final class OldAppRules {
  private OldAppRules() {}

  public static void check(JsonNode app, Violations violations) {
    JsonNode docker = app.path("container").path("docker");
    boolean isDocker = app.path("container").path("type").asText().equals("DOCKER");
    checkDocker(docker, isDocker, violations.at("container").at("docker"));
    violations
        .at("ipAddress")
        .require(
            !isDocker || !app.path("ipAddress").has("discovery"),
            "ipAddress/discovery is not allowed for Docker containers");
    List<String> uris = texts(app, "uris");
    for (int i = 0; i < uris.size(); i++) {
      FetchRules.checkUri(uris.get(i), violations.at("uris").at(i));
    }
    violations
        .at("uris")
        .require(
            uris.isEmpty() || items(app, "fetch").isEmpty(),
            "may not be set in conjunction with fetch");
    boolean hasNetworks = !items(app, "networks").isEmpty();
    violations.require(
        !docker.has("network") || !hasNetworks,
        "must not specify both container.docker.network and networks");
    violations.require(
        !app.has("ipAddress") || !hasNetworks, "must not specify both networks and ipAddress");
    checkPorts(app, violations);
  }

  private static void checkDocker(JsonNode docker, boolean isDocker, Violations violations) {
    violations.at("credential").require(!docker.has("credential"), "must be empty");
    if (!isDocker) {
      violations.at("network").require(!docker.has("network"), "must be empty");
      violations.at("parameters").require(items(docker, "parameters").isEmpty(), "must be empty");
      violations.at("portMappings").require(!docker.has("portMappings"), "must be empty");
    }
    PortRules.checkNames(items(docker, "portMappings"), violations.at("portMappings"));
  }

  private static void checkPorts(JsonNode app, Violations violations) {
    List<Integer> ports = items(app, "ports").stream().map(JsonNode::intValue).toList();
    List<Integer> fixed = ports.stream().filter(port -> port != 0).toList();
    violations.require(Set.copyOf(fixed).size() == fixed.size(), "ports must be unique");
    for (int i = 0; i < ports.size(); i++) {
      violations
          .at("ports")
          .at(i)
          .require(
              ports.get(i) >= 0 && ports.get(i) <= 65535,
              "got " + ports.get(i) + ", expected between 0 and 65535");
    }
    boolean anyPorts = !ports.isEmpty() || !items(app, "portDefinitions").isEmpty();
    violations.require(
        !app.has("ipAddress") || !anyPorts, "cannot specify both an IP address and port");
    List<Integer> defined =
        items(app, "portDefinitions").stream().map(port -> port.get("port").intValue()).toList();
    violations.require(
        !app.has("ports") || !app.has("portDefinitions") || defined.equals(ports),
        "cannot specify both ports and port definitions");
  }

  /** What must hold for changes before they are laid over an app. */
  public static void checkUpdate(JsonNode update, Violations violations) {
    Set<String> others =
        update.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    others.removeAll(Set.of("id", "version"));
    violations.require(
        Trees.field(update, "version").isEmpty() || others.isEmpty(),
        "The 'version' field may only be combined with the 'id' field.");
  }
}
