package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.deploy.DeploymentAction;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.DeploymentStep;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.json.write.CheckWriter;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Deployments as clients see them. */
public final class DeploymentJson {
  private DeploymentJson() {}

  /** The answer to whoever changed something. */
  public static ObjectNode result(DeploymentPlan plan) {
    return Trees.object().put("version", plan.version().toString()).put("deploymentId", plan.id());
  }

  /** The answer to whoever wants to know what a change would do. */
  public static JsonNode dryRun(DeploymentPlan plan) {
    return Trees.object().set("steps", steps(plan));
  }

  /** The plan in events. */
  public static ObjectNode plan(DeploymentPlan plan) {
    ObjectNode object = Trees.object().put("id", plan.id());
    object.set("steps", steps(plan));
    return object.put("version", plan.version().toString());
  }

  /**
   * A running deployment in the list of all.
   *
   * @param step the number of the current step; the first is 1, and 0 is none yet
   * @param readiness results of readiness checks by app
   */
  public static ObjectNode running(
      DeploymentPlan plan, int step, Map<AppId, List<ReadinessCheck.Result>> readiness) {
    ObjectNode object = plan(plan);
    object.set("affectedApps", ids(plan.affectedApps()));
    object.set("affectedPods", ids(plan.affectedPods()));
    ArrayNode current = object.putArray("currentActions");
    if (step > 0 && step <= plan.steps().size()) {
      for (DeploymentAction action : plan.steps().get(step - 1).actions()) {
        ObjectNode shown = action(action);
        shown.set(
            "readinessCheckResults",
            Trees.array(
                readiness.getOrDefault(action.spec().id(), List.of()),
                CheckWriter::readinessResult));
        current.add(shown);
      }
    }
    return object.put("currentStep", step).put("totalSteps", plan.steps().size());
  }

  private static ArrayNode ids(Collection<AppId> ids) {
    return Trees.texts(ids.stream().map(AppId::toString).toList());
  }

  private static ArrayNode steps(DeploymentPlan plan) {
    return Trees.array(plan.steps(), DeploymentJson::step);
  }

  /** One step, as it is in plans and in events about it. */
  public static JsonNode step(DeploymentStep step) {
    return Trees.object().set("actions", Trees.array(step.actions(), DeploymentJson::action));
  }

  private static ObjectNode action(DeploymentAction action) {
    ObjectNode object = Trees.object().put("action", action.name());
    String id = action.spec().id().toString();
    return switch (action.spec()) {
      case AppDefinition _ -> object.put("app", id);
      case PodDefinition _ -> object.put("pod", id);
    };
  }
}
