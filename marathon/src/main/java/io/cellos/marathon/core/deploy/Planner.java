package io.cellos.marathon.core.deploy;

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
    List<DeploymentStep> steps = new ArrayList<>();
    add(
        steps,
        original
            .allRunSpecs()
            .filter(old -> target.runSpec(old.id()).isEmpty())
            .<DeploymentAction>map(DeploymentAction.Stop::new)
            .toList());
    add(
        steps,
        target
            .allRunSpecs()
            .filter(spec -> original.runSpec(spec.id()).isEmpty())
            .<DeploymentAction>map(DeploymentAction.Start::new)
            .toList());
    addInOrder(steps, original, target, toKill);
    return new DeploymentPlan(id, original, target, steps, version);
  }

  private static void addInOrder(
      List<DeploymentStep> steps, Group original, Group target, Map<AppId, List<String>> toKill) {
    List<RunSpec> changed =
        target
            .allRunSpecs()
            .filter(spec -> !original.runSpec(spec.id()).equals(Optional.of(spec)))
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    Dependencies dependencies = new Dependencies(target);
    SortedMap<Integer, List<DeploymentAction>> byLength = new TreeMap<>();
    for (RunSpec spec : changed) {
      List<String> kill = toKill.getOrDefault(spec.id(), List.of());
      action(original.runSpec(spec.id()), spec, kill)
          .ifPresent(
              action ->
                  byLength
                      .computeIfAbsent(
                          dependencies.longestPath(spec.id()), length -> new ArrayList<>())
                      .add(action));
    }
    byLength.values().forEach(actions -> add(steps, actions));
  }

  private static Optional<DeploymentAction> action(
      Optional<RunSpec> old, RunSpec spec, List<String> toKill) {
    if (old.isEmpty()) {
      return Optional.of(new DeploymentAction.Scale(spec, spec.instances(), List.of()));
    }
    if (old.get().isOnlyScaledBy(spec) || spec.instances() == 0) {
      return Optional.of(new DeploymentAction.Scale(spec, spec.instances(), toKill));
    }
    return old.get().needsRestartFor(spec)
        ? Optional.of(new DeploymentAction.Restart(spec))
        : Optional.empty();
  }

  private static void add(List<DeploymentStep> steps, List<DeploymentAction> actions) {
    if (!actions.isEmpty()) {
      steps.add(new DeploymentStep(actions));
    }
  }
}
