package io.cellos.marathon.core.deploy;

import io.cellos.marathon.core.group.Changes;
import io.cellos.marathon.core.group.Dependencies;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes plans: first ends what is gone, then begins what is new, then scales and restarts, what
 * others depend on before them.
 */
public final class Planner {
  private Planner() {}

  public static DeploymentPlan plan(String id, Group original, Group target, Timestamp version) {
    return plan(id, original, target, version, Map.of());
  }

  /**
   * @param toKill ids of instances that shall go when their app or pod is scaled
   */
  public static DeploymentPlan plan(
      String id, Group original, Group target, Timestamp version, Map<AppId, List<String>> toKill) {
    Changes changes = Changes.between(original, target);
    List<DeploymentStep> steps = new ArrayList<>();
    add(
        steps,
        changes.removed().stream().<DeploymentAction>map(DeploymentAction.Stop::new).toList());
    add(
        steps,
        changes.added().stream().<DeploymentAction>map(DeploymentAction.Start::new).toList());
    List<DeploymentAction> rest = new ArrayList<>();
    changes
        .added()
        .forEach(spec -> rest.add(new DeploymentAction.Scale(spec, spec.instances(), List.of())));
    for (Changes.Change change : changes.changed()) {
      List<String> kill = toKill.getOrDefault(change.after().id(), List.of());
      action(change.before(), change.after(), kill).ifPresent(rest::add);
    }
    addInOrder(steps, rest, target);
    return new DeploymentPlan(id, original, target, steps, version);
  }

  private static void addInOrder(
      List<DeploymentStep> steps, List<DeploymentAction> actions, Group target) {
    if (actions.isEmpty()) {
      return;
    }
    Dependencies dependencies = new Dependencies(target);
    SortedMap<Integer, List<DeploymentAction>> byLength = new TreeMap<>();
    for (DeploymentAction action : actions) {
      byLength
          .computeIfAbsent(
              dependencies.longestPath(action.spec().id()), length -> new ArrayList<>())
          .add(action);
    }
    byLength.values().forEach(step -> add(steps, step));
  }

  private static Optional<DeploymentAction> action(RunSpec old, RunSpec spec, List<String> toKill) {
    if (old.isOnlyScaledBy(spec) || spec.instances() == 0) {
      return Optional.of(new DeploymentAction.Scale(spec, spec.instances(), toKill));
    }
    return old.needsRestartFor(spec)
        ? Optional.of(new DeploymentAction.Restart(spec))
        : Optional.empty();
  }

  private static void add(List<DeploymentStep> steps, List<DeploymentAction> actions) {
    if (!actions.isEmpty()) {
      steps.add(new DeploymentStep(actions));
    }
  }
}
