package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold for a pod. */
public final class PodRules {
  private PodRules() {}

  public static void check(JsonNode pod, Settings settings, Roles roles, Violations violations) {
    Features features = settings.features();
    JsonNode secrets = pod.path("secrets");
    IdRules.checkSpec(pod.get("id").textValue(), violations.at("id"));
    violations.at("user").require(!pod.path("user").asText("-").isEmpty(), "must not be empty");
    EnvRules.checkEnv(pod.path("environment"), secrets, features, violations.at("environment"));
    EnvRules.checkSecrets(secrets, features, violations.at("secrets"));
    NetworkRules.check(
        items(pod, "networks"), settings.defaultNetworkName(), violations.at("networks"));
    checkVolumes(pod, features, violations.at("volumes"));
    List<JsonNode> containers = items(pod, "containers");
    NetworkNames networks = NetworkNames.of(items(pod, "networks"));
    Set<String> volumes = names(items(pod, "volumes").stream());
    for (int i = 0; i < containers.size(); i++) {
      PodContainerRules.check(
          containers.get(i), pod, networks, volumes, features, violations.at("containers").at(i));
    }
    checkUnique(containers, violations);
    LimitRules.checkLinux(pod.path("linuxInfo"), true, violations.at("linuxInfo"));
    checkScheduling(pod, roles, violations);
  }

  private static void checkVolumes(JsonNode pod, Features features, Violations violations) {
    List<JsonNode> volumes = items(pod, "volumes");
    Set<String> mounted =
        names(
            items(pod, "containers").stream()
                .flatMap(container -> items(container, "volumeMounts").stream()));
    for (int i = 0; i < volumes.size(); i++) {
      JsonNode volume = volumes.get(i);
      Violations at = violations.at(i);
      at.require(
          mounted.contains(volume.get("name").textValue()),
          "volume must be referenced by at least one container");
      if (volume.has("secret")) {
        violations.require(features.has(Features.SECRETS), Features.missing(Features.SECRETS));
        at.at("secret")
            .require(
                pod.path("secrets").has(volume.get("secret").textValue()),
                "volume.secret must refer to an existing secret");
      } else if (volume.has("persistent")) {
        VolumeRules.checkPersistent(volume.get("persistent"), at.at("persistent"));
      }
    }
    violations.require(
        PortRules.isUnique(volumes.stream().map(v -> v.get("name").textValue()).toList()),
        "volume names must be unique");
  }

  private static Set<String> names(Stream<JsonNode> parts) {
    return parts.map(part -> part.get("name").textValue()).collect(Collectors.toSet());
  }

  private static void checkUnique(List<JsonNode> containers, Violations violations) {
    violations
        .at("containers")
        .require(
            PortRules.isUnique(containers.stream().map(c -> c.get("name").textValue()).toList()),
            "container names must be unique");
    List<JsonNode> endpoints =
        containers.stream().flatMap(container -> items(container, "endpoints").stream()).toList();
    violations.require(
        PortRules.isUnique(endpoints.stream().map(e -> e.get("name").textValue()).toList()),
        "endpoint names nust be unique across all containers");
    violations.require(
        PortRules.isUnique(fixed(endpoints, "containerPort")),
        "container ports must be unique across all containers");
    violations.require(
        PortRules.isUnique(fixed(endpoints, "hostPort")),
        "host ports must be unique across all containers");
  }

  private static List<Integer> fixed(List<JsonNode> endpoints, String field) {
    return endpoints.stream()
        .flatMap(endpoint -> Trees.number(endpoint, field).stream())
        .filter(port -> port != 0)
        .toList();
  }

  private static void checkScheduling(JsonNode pod, Roles roles, Violations violations) {
    JsonNode scheduling = pod.path("scheduling");
    JsonNode placement = scheduling.path("placement");
    boolean resident = items(pod, "volumes").stream().anyMatch(volume -> volume.has("persistent"));
    Violations constraints = violations.at("scheduling").at("placement").at("constraints");
    List<JsonNode> found = items(placement, "constraints");
    for (int i = 0; i < found.size(); i++) {
      JsonNode constraint = found.get(i);
      ConstraintRules.check(
          constraint.get("fieldName").textValue(),
          constraint.get("operator").textValue(),
          Trees.text(constraint, "value"),
          constraints.at(i));
    }
    StrategyRules.checkUnreachable(
        scheduling.path("unreachableStrategy"),
        violations.at("scheduling").at("unreachableStrategy"));
    if (resident) {
      if (scheduling.has("upgrade")) {
        StrategyRules.checkResident(scheduling.get("upgrade"), violations.at("upgrade"));
      }
      violations.require(
          !scheduling.path("unreachableStrategy").isObject(),
          "unreachableStrategy must be disabled for pods with persistent volumes");
    }
    String role = pod.get("role").textValue();
    RoleRules.check(role, roles, resident, "pod", violations.at("role"));
    List<String> accepted = texts(placement, "acceptedResourceRoles");
    if (!accepted.isEmpty()) {
      RoleRules.checkAccepted(
          accepted, role, "pod", resident, violations.at("acceptedResourceRoles"));
    }
  }
}
