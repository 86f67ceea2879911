package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.deploy.DeploymentAction;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Planner;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Deployments: between which versions of everything; the steps are planned anew. */
final class PlanJson {
  private PlanJson() {}

  static ObjectNode write(DeploymentPlan plan) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("id", plan.id())
            .put("version", plan.version().millis())
            .put("original", plan.original().version().millis())
            .put("target", plan.target().version().millis());
    ObjectNode kill = json.putObject("toKill");
    plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .forEach(
            action -> {
              if (action instanceof DeploymentAction.Scale(var spec, var _, var ids)
                  && !ids.isEmpty()) {
                ArrayNode list = kill.putArray(spec.id().toString());
                ids.forEach(list::add);
              }
            });
    return json;
  }

  static Timestamp version(JsonNode json) {
    return time(json, "version");
  }

  static Timestamp original(JsonNode json) {
    return time(json, "original");
  }

  static Timestamp target(JsonNode json) {
    return time(json, "target");
  }

  private static Timestamp time(JsonNode json, String field) {
    return Timestamp.ofMillis(json.get(field).longValue());
  }

  /**
   * @param roots gives the groups of a version
   */
  static DeploymentPlan read(JsonNode json, Function<Timestamp, Group> roots) {
    Map<AppId, List<String>> toKill = new HashMap<>();
    json.path("toKill")
        .properties()
        .forEach(
            entry -> {
              List<String> ids = new ArrayList<>();
              entry.getValue().forEach(id -> ids.add(id.textValue()));
              toKill.put(new AppId(entry.getKey()), ids);
            });
    return Planner.plan(
        json.get("id").textValue(),
        roots.apply(original(json)),
        roots.apply(target(json)),
        version(json),
        toKill);
  }
}
