package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What must hold for a container of a pod. */
final class PodContainerRules {
  private PodContainerRules() {}

  /**
   * @param pod what it is of
   * @param networks the pod's networks
   * @param volumes the names of the pod's volumes
   */
  static void check(
      JsonNode container,
      JsonNode pod,
      NetworkNames networks,
      Set<String> volumes,
      Features features,
      Violations violations) {
    JsonNode secrets = pod.path("secrets");
    LimitRules.check(
        container.path("resourceLimits"),
        container.get("resources"),
        violations.at("resourceLimits"));
    violations
        .at("resourceLimits")
        .require(
            !pod.path("legacySharedCgroups").asBoolean() || !container.has("resourceLimits"),
            "resourceLimits cannot be defined if legacySharedCgroups is enabled");
    List<JsonNode> endpoints = items(container, "endpoints");
    for (int i = 0; i < endpoints.size(); i++) {
      checkEndpoint(endpoints.get(i), networks, violations.at("endpoints").at(i));
    }
    checkImage(container.path("image").path("pullConfig"), secrets, features, violations);
    EnvRules.checkEnv(
        container.path("environment"), secrets, features, violations.at("environment"));
    if (container.has("healthCheck")) {
      checkHealth(container.get("healthCheck"), endpoints, violations.at("healthCheck"));
    }
    if (container.has("check")) {
      checkProbe(container.get("check"), endpoints, violations.at("check"));
    }
    List<JsonNode> mounts = items(container, "volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      violations
          .at("volumeMounts")
          .at(i)
          .at("name")
          .require(
              volumes.contains(mounts.get(i).get("name").textValue()),
              "Referenced Volume in VolumeMount should exist");
    }
    LimitRules.checkLinux(container.path("linuxInfo"), false, violations.at("linuxInfo"));
  }

  private static void checkEndpoint(
      JsonNode endpoint, NetworkNames networks, Violations violations) {
    networks.check(endpoint, violations);
    violations
        .at("containerPort")
        .require(
            networks.hosts() == 0 || !endpoint.has("containerPort"),
            "is not allowed when using host-mode networking");
    violations
        .at("containerPort")
        .require(
            networks.containers() == 0 || endpoint.has("containerPort"),
            "is required when using container-mode networking");
    violations
        .at("protocol")
        .require(
            PortRules.isUnique(texts(endpoint, "protocol")),
            "Duplicate protocols within the same endpoint are not allowed");
  }

  private static void checkImage(
      JsonNode pull, JsonNode secrets, Features features, Violations violations) {
    if (pull.isObject()) {
      Violations at = violations.at("image").at("pullConfig");
      at.require(features.has(Features.SECRETS), Features.missing(Features.SECRETS));
      at.require(
          secrets.has(pull.get("secret").textValue()),
          "pullConfig.secret must refer to an existing secret");
    }
  }

  private static void checkHealth(JsonNode check, List<JsonNode> endpoints, Violations violations) {
    int timeout = check.get("timeoutSeconds").intValue();
    int interval = check.get("intervalSeconds").intValue();
    violations
        .at("timeoutSeconds")
        .require(timeout < interval, "got " + timeout + ", expected less than " + interval);
    checkProbe(check, endpoints, violations);
  }

  private static void checkProbe(JsonNode check, List<JsonNode> endpoints, Violations violations) {
    long probes = List.of("http", "tcp", "exec").stream().filter(check::has).count();
    violations.require(probes == 1, "Only one of http, tcp, or command may be specified");
    for (String probe : List.of("http", "tcp")) {
      if (check.has(probe)) {
        JsonNode wanted = check.get(probe).get("endpoint");
        violations
            .at(probe)
            .at("endpoint")
            .require(
                endpoints.stream().anyMatch(endpoint -> endpoint.get("name").equals(wanted)),
                "contained in the container endpoints");
      }
    }
  }
}
