package io.cellos.marathon.core.deploy;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way from what there was to what there shall be. A plan can be made again from its id, its
 * version and the two groups.
 *
 * @param id a UUID
 * @param original everything before
 * @param target everything after
 * @param steps one after the other; none if nothing runs differently afterwards
 */
public record DeploymentPlan(
    String id, Group original, Group target, List<DeploymentStep> steps, Timestamp version) {
  public DeploymentPlan {
    steps = List.copyOf(steps);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  private Stream<RunSpec> specs() {
    return steps.stream().flatMap(step -> step.actions().stream()).map(DeploymentAction::spec);
  }

  private static <T> Set<T> ordered(Stream<T> stream) {
    return stream.collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The apps and pods that this deployment does something with; others may not. */
  public Set<AppId> affected() {
    return ordered(specs().map(RunSpec::id));
  }

  public Set<AppId> affectedApps() {
    return ordered(specs().filter(AppDefinition.class::isInstance).map(RunSpec::id));
  }

  public Set<AppId> affectedPods() {
    return ordered(specs().filter(PodDefinition.class::isInstance).map(RunSpec::id));
  }

  /** What is new or different and so must be stored. */
  public List<RunSpec> createdOrUpdated() {
    return steps.stream()
        .flatMap(step -> step.actions().stream())
        .filter(action -> !(action instanceof DeploymentAction.Stop))
        .map(DeploymentAction::spec)
        .distinct()
        .toList();
  }

  /** What is there no more afterwards. */
  public List<RunSpec> deleted() {
    return steps.stream()
        .flatMap(step -> step.actions().stream())
        .filter(DeploymentAction.Stop.class::isInstance)
        .map(DeploymentAction::spec)
        .toList();
  }

  /** Whether both do something with the same app or pod. */
  public boolean isAffectedBy(DeploymentPlan other) {
    Set<AppId> others = other.affected();
    return affected().stream().anyMatch(others::contains);
  }
}
