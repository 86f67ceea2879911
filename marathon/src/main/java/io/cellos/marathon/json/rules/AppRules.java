package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What must hold for an app whose old fields are translated. */
public final class AppRules {
  private AppRules() {}

  public static void check(JsonNode app, Settings settings, Roles roles, Violations violations) {
    Features features = settings.features();
    JsonNode secrets = app.path("secrets");
    IdRules.checkSpec(app.get("id").textValue(), violations.at("id"));
    List<String> dependencies = texts(app, "dependencies");
    for (int i = 0; i < dependencies.size(); i++) {
      IdRules.check(dependencies.get(i), violations.at("dependencies").at(i));
    }
    checkExecution(app, violations);
    if (app.has("container")) {
      ContainerRules.check(app, features, violations.at("container"));
    }
    PortRules.checkDefinitions(items(app, "portDefinitions"), violations.at("portDefinitions"));
    NetworkRules.check(
        items(app, "networks"), settings.defaultNetworkName(), violations.at("networks"));
    checkWhere(app, violations);
    CheckRules.check(app, violations);
    List<JsonNode> fetch = items(app, "fetch");
    for (int i = 0; i < fetch.size(); i++) {
      FetchRules.checkUri(
          fetch.get(i).get("uri").textValue(), violations.at("fetch").at(i).at("uri"));
    }
    LimitRules.check(app.path("resourceLimits"), app, violations.at("resourceLimits"));
    EnvRules.checkSecrets(secrets, features, violations.at("secrets"));
    EnvRules.checkEnv(app.path("env"), secrets, features, violations.at("env"));
    checkGpus(app, features, violations);
    checkStrategies(app, violations);
    checkPlacement(app, roles, violations);
  }

  private static void checkExecution(JsonNode app, Violations violations) {
    boolean cmd = app.has("cmd");
    boolean args = !items(app, "args").isEmpty();
    JsonNode container = app.path("container");
    boolean runs = container.has("docker") || container.path("type").asText().equals("MESOS");
    violations.require(
        cmd != args || (!cmd && runs),
        "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.");
    violations.require(
        !cmd || app.get("cmd").textValue().length() > 1, "must not be an empty string");
  }

  private static void checkWhere(JsonNode app, Violations violations) {
    List<JsonNode> networks = items(app, "networks");
    int hosts = NetworkRules.count(networks, "host");
    violations.require(
        hosts == 0 || items(app.path("container"), "portMappings").isEmpty(),
        "portMappings are not allowed with host-networking");
    violations.require(
        hosts == networks.size() || items(app, "portDefinitions").isEmpty(),
        "portDefinitions are only allowed with host-networking");
  }

  private static void checkGpus(JsonNode app, Features features, Violations violations) {
    if (app.get("gpus").intValue() > 0) {
      violations.require(
          !app.path("container").path("type").asText().equals("DOCKER"),
          "GPU resources only work with the Mesos containerizer");
      violations.require(
          features.has(Features.GPU_RESOURCES), Features.missing(Features.GPU_RESOURCES));
    }
  }

  private static void checkStrategies(JsonNode app, Violations violations) {
    JsonNode labels = app.path("labels");
    boolean single = labels.path("MARATHON_SINGLE_INSTANCE_APP").asText().equals("true");
    violations.require(
        !single || app.get("instances").intValue() <= 1,
        "Single instance app may only have one instance");
    if (single) {
      StrategyRules.checkSingle(app.get("upgradeStrategy"), violations.at("upgradeStrategy"));
    }
    if (app.has("residency")) {
      StrategyRules.checkResident(app.get("upgradeStrategy"), violations.at("upgradeStrategy"));
      violations.require(
          !app.path("unreachableStrategy").isObject(),
          "unreachableStrategy must be disabled for resident tasks");
    }
    StrategyRules.checkUnreachable(
        app.path("unreachableStrategy"), violations.at("unreachableStrategy"));
    String migration = labels.path("DCOS_MIGRATION_API_VERSION").asText();
    violations.require(
        migration.isEmpty()
            || (migration.equals("v1")
                && !labels.path("DCOS_PACKAGE_FRAMEWORK_NAME").asText().isEmpty()
                && !labels.path("DCOS_MIGRATION_API_PATH").asText().isEmpty()),
        "DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using"
            + " DCOS_MIGRATION_API_VERSION");
  }

  private static void checkPlacement(JsonNode app, Roles roles, Violations violations) {
    List<JsonNode> constraints = items(app, "constraints");
    for (int i = 0; i < constraints.size(); i++) {
      ConstraintRules.check(texts(constraints.get(i)).toList(), violations.at("constraints").at(i));
    }
    String role = app.get("role").textValue();
    boolean resident =
        items(app.path("container"), "volumes").stream()
            .anyMatch(volume -> volume.has("persistent"));
    RoleRules.check(role, roles, resident, "app", violations.at("role"));
    if (app.has("acceptedResourceRoles")) {
      List<String> accepted = texts(app, "acceptedResourceRoles");
      Violations at = violations.at("acceptedResourceRoles");
      at.require(!accepted.isEmpty(), "must not be empty");
      RoleRules.checkAccepted(accepted, role, "app", app.has("residency"), at);
    }
  }
}
