package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;

/** What must hold for limits of resources, and for what Linux restricts. */
final class LimitRules {
  private LimitRules() {}

  static void check(JsonNode limits, JsonNode resources, Violations violations) {
    checkOne(limits.path("cpus"), resources.get("cpus").doubleValue(), violations.at("cpus"));
    checkOne(limits.path("mem"), resources.get("mem").doubleValue(), violations.at("mem"));
  }

  private static void checkOne(JsonNode limit, double requested, Violations violations) {
    if (limit.isTextual()) {
      violations.require(
          limit.textValue().equals("unlimited"),
          "'"
              + limit.textValue()
              + "' is an invalid resource limit. It must be 'unlimited' or a number");
    } else if (limit.isNumber()) {
      violations.require(
          limit.doubleValue() >= requested,
          "resource limit must be greater than or equal to requested resource (" + requested + ")");
    }
  }

  static void checkLinux(JsonNode info, boolean ofPod, Violations violations) {
    JsonNode seccomp = info.path("seccomp");
    if (seccomp.isObject() && ofPod) {
      violations.at("seccomp").add("Seccomp configuration on executor level is not supported");
    } else if (seccomp.isObject()) {
      boolean unconfined = seccomp.get("unconfined").booleanValue();
      violations
          .at("seccomp")
          .require(
              !seccomp.has("profileName") || !unconfined,
              "Seccomp unconfined can NOT be true when Profile is defined");
      violations
          .at("seccomp")
          .require(
              seccomp.has("profileName") || unconfined,
              "Seccomp unconfined must be true when Profile is NOT defined");
    }
    JsonNode ipc = info.path("ipcInfo");
    violations
        .at("ipcInfo")
        .require(
            !ipc.path("mode").asText().equals("SHARE_PARENT") || !ipc.has("shmSize"),
            "ipcInfo shmSize can NOT be set when mode is SHARE_PARENT");
  }
}
