package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEffect.Durable;
import io.cellos.marathon.model.Timestamp;

/** Under which keys things are stored. */
final class Keys {
  /** Says which version of everything is the present one. */
  static final String ROOT = "root";

  static final String FRAMEWORK = "framework";
  static final String ROOTS = "roots";
  static final String INSTANCES = "instances";
  static final String DEPLOYMENTS = "deployments";
  static final String FAILURES = "failures";
  static final String DELAYS = "delays";

  /** Roles in which something may be left. */
  static final String ROLES = "roles";

  private Keys() {}

  static String of(Durable change) {
    return switch (change) {
      case MarathonEffect.SaveRoot _ -> ROOT;
      case MarathonEffect.SaveInstance(var instance) -> INSTANCES + "/" + instance.id();
      case MarathonEffect.ForgetInstance(var id) -> INSTANCES + "/" + id;
      case MarathonEffect.SaveDeployment(var plan) -> DEPLOYMENTS + "/" + plan.id();
      case MarathonEffect.ForgetDeployment(var id) -> DEPLOYMENTS + "/" + id;
      case MarathonEffect.SaveFramework _ -> FRAMEWORK;
      case MarathonEffect.SaveFailure(var failure) -> FAILURES + "/" + failure.app().safe();
      case MarathonEffect.ForgetFailure(var app) -> FAILURES + "/" + app.safe();
      case MarathonEffect.SaveDelays(var spec, var _) -> DELAYS + "/" + spec.safe();
      case MarathonEffect.SaveRoles _ -> ROLES;
    };
  }

  static String root(Timestamp version) {
    return ROOTS + "/" + version.millis();
  }

  static JsonNode version(Timestamp version) {
    return Json.mapper().createObjectNode().put("version", version.millis());
  }

  /** Reads what {@link #version} wrote. */
  static Timestamp readVersion(JsonNode json) {
    return Timestamp.ofMillis(json.path("version").longValue());
  }
}
