package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentAction;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.DeploymentStep;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deployment on its way: the step it is at, and what of that is not done yet. */
final class RunningPlan {
  private final DeploymentPlan plan;
  private final Map<AppId, Integer> lastStep = new HashMap<>();
  private final Map<AppId, DeploymentAction> open = new LinkedHashMap<>();
  private int index = -1;

  RunningPlan(DeploymentPlan plan) {
    this.plan = plan;
    for (int step = 0; step < plan.steps().size(); step++) {
      for (DeploymentAction action : plan.steps().get(step).actions()) {
        lastStep.put(action.spec().id(), step);
      }
    }
  }

  DeploymentPlan plan() {
    return plan;
  }

  /** The apps and pods it does something with. */
  Collection<AppId> affected() {
    return lastStep.keySet();
  }

  /** The number of the step, from 0. */
  int index() {
    return index;
  }

  /** Begins the next step; nothing if there is none. */
  Optional<DeploymentStep> next() {
    index++;
    if (index >= plan.steps().size()) {
      return Optional.empty();
    }
    DeploymentStep step = plan.steps().get(index);
    step.actions().forEach(action -> open.put(action.spec().id(), action));
    return Optional.of(step);
  }

  DeploymentStep step() {
    return plan.steps().get(index);
  }

  Optional<DeploymentAction> open(AppId spec) {
    return Optional.ofNullable(open.get(spec));
  }

  /** The apps and pods that the step is not done with. */
  Collection<AppId> opened() {
    return open.keySet();
  }

  /** What was done once is done, whatever happens to the instances afterwards. */
  void done(AppId spec) {
    open.remove(spec);
  }

  /** From now on it matters only how many there are: those that were chosen to go are told to. */
  void endedChosen(AppId spec) {
    if (open.get(spec) instanceof DeploymentAction.Scale(RunSpec of, int scaleTo, List<String> _)) {
      open.put(spec, new DeploymentAction.Scale(of, scaleTo, List.of()));
    }
  }

  boolean isStepDone() {
    return open.isEmpty();
  }

  /** What shall be of an app or a pod that it does something with. */
  Desire desire(AppId id) {
    DeploymentAction action = open.get(id);
    if (action != null) {
      return switch (action) {
        case DeploymentAction.Start _ -> new Desire.Leave();
        case DeploymentAction.Scale(RunSpec spec, int scaleTo, List<String> toKill) ->
            new Desire.Keep(spec, scaleTo, toKill);
        case DeploymentAction.Stop _ -> new Desire.Gone();
        case DeploymentAction.Restart(RunSpec spec) -> new Desire.Replace(spec);
      };
    }
    if (lastStep.get(id) > index) {
      return before(id);
    }
    return plan.target()
        .runSpec(id)
        .<Desire>map(spec -> new Desire.Keep(spec, spec.instances(), List.of()))
        .orElseGet(Desire.Gone::new);
  }

  private Desire before(AppId id) {
    Optional<RunSpec> old = plan.original().runSpec(id);
    Optional<RunSpec> target = plan.target().runSpec(id);
    if (old.isEmpty() || target.isEmpty()) {
      return new Desire.Leave();
    }
    return new Desire.Hold(old.get(), Math.min(old.get().instances(), target.get().instances()));
  }

  /** How many instances the app or pod had before. */
  int instancesBefore(AppId id) {
    return plan.original().runSpec(id).map(RunSpec::instances).orElse(0);
  }
}
