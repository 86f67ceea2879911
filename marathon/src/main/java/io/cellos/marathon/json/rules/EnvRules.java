package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What must hold for the environment and for secrets. */
final class EnvRules {
  private EnvRules() {}

  static void checkEnv(JsonNode env, JsonNode secrets, Features features, Violations violations) {
    List<Map.Entry<String, JsonNode>> entries = env.propertyStream().toList();
    boolean anySecret = false;
    for (int i = 0; i < entries.size(); i++) {
      String name = entries.get(i).getKey();
      JsonNode value = entries.get(i).getValue();
      violations.at("keys").at(i).require(!name.isEmpty(), "must not be empty");
      if (value.isObject()) {
        anySecret = true;
        violations
            .at(name)
            .at("secret")
            .require(
                secrets.has(value.get("secret").textValue()), "references an undefined secret");
      }
    }
    violations.require(
        !anySecret || features.has(Features.SECRETS),
        "use of secret-references in the environment requires the secrets feature to be enabled");
  }

  static void checkSecrets(JsonNode secrets, Features features, Violations violations) {
    violations.require(
        secrets.isEmpty() || features.has(Features.SECRETS), Features.missing(Features.SECRETS));
    List<String> names = secrets.propertyStream().map(Map.Entry::getKey).toList();
    for (int i = 0; i < names.size(); i++) {
      violations.at("keys").at(i).require(!names.get(i).isEmpty(), "must not be empty");
    }
  }
}
