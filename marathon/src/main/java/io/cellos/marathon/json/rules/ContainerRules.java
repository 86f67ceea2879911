package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What must hold for an app's container. */
final class ContainerRules {
  private ContainerRules() {}

  static void check(JsonNode app, Features features, Violations violations) {
    JsonNode container = app.get("container");
    JsonNode secrets = app.path("secrets");
    List<JsonNode> networks = items(app, "networks");
    PortRules.checkMappings(
        items(container, "portMappings"), NetworkNames.of(networks), violations.at("portMappings"));
    VolumeRules.check(items(container, "volumes"), secrets, features, violations.at("volumes"));
    LimitRules.checkLinux(container.path("linuxInfo"), false, violations.at("linuxInfo"));
    Violations docker = violations.at("docker");
    JsonNode pull = container.path("docker").path("pullConfig");
    if (container.get("type").textValue().equals("DOCKER")) {
      docker.require(container.has("docker"), "not defined");
      docker
          .at("pullConfig")
          .require(pull.isMissingNode(), "pullConfig is not supported with Docker containerizer");
      violations.at("linuxInfo").require(!container.has("linuxInfo"), "must be empty");
      violations
          .at("networks")
          .require(
              NetworkRules.count(networks, "container") <= 1,
              "may only specify a single container network when using the Docker container"
                  + " engine");
    } else if (pull.isObject()) {
      if (!features.has(Features.SECRETS)) {
        docker.at("pullConfig").add("must be empty");
        docker.at("pullConfig").add(Features.missing(Features.SECRETS));
      }
      docker
          .at("pullConfig")
          .require(
              secrets.has(pull.get("secret").textValue()),
              "pullConfig.secret must refer to an existing secret");
    }
  }
}
