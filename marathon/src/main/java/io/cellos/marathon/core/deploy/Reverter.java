package io.cellos.marathon.core.deploy;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes back what a plan changed, and nothing else: what other deployments changed since stays.
 * Apps are easy, for a deployment locks them; groups may have been changed by others meanwhile.
 */
public final class Reverter {
  private final DeploymentPlan plan;
  private final Timestamp version;

  private Reverter(DeploymentPlan plan, Timestamp version) {
    this.plan = plan;
    this.version = version;
  }

  /** Everything there is now, without the plan's changes. */
  public static GroupTree revert(DeploymentPlan plan, GroupTree now, Timestamp version) {
    Reverter reverter = new Reverter(plan, version);
    return reverter.revertGroups(reverter.revertSpecs(now));
  }

  private GroupTree revertSpecs(GroupTree tree) {
    Set<AppId> ids =
        Stream.concat(plan.original().allRunSpecs(), plan.target().allRunSpecs())
            .map(RunSpec::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    GroupTree result = tree;
    for (AppId id : ids) {
      Optional<RunSpec> before = plan.original().runSpec(id);
      Optional<RunSpec> after = plan.target().runSpec(id);
      if (!before.equals(after)) {
        result = before.isPresent() ? put(result, before.get()) : remove(result, after.get());
      }
    }
    return result;
  }

  private GroupTree put(GroupTree tree, RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> tree.putApp(app, version);
      case PodDefinition pod -> tree.putPod(pod, version);
    };
  }

  private GroupTree remove(GroupTree tree, RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> tree.removeApp(app.id(), version);
      case PodDefinition pod -> tree.removePod(pod.id(), version);
    };
  }

  /** Inner groups first, so that outer ones are empty when they are looked at. */
  private GroupTree revertGroups(GroupTree tree) {
    Map<AppId, Group> before = byId(plan.original());
    Map<AppId, Group> after = byId(plan.target());
    Set<AppId> ids = new LinkedHashSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<AppId> innerFirst = new ArrayList<>(ids);
    innerFirst.sort(Comparator.reverseOrder());
    GroupTree result = tree;
    for (AppId id : innerFirst) {
      Group old = before.get(id);
      Group changed = after.get(id);
      result =
          old == null
              ? revertAddition(result, changed)
              : revertDependencies(
                  result, old, changed == null ? Set.of() : changed.dependencies());
    }
    return result;
  }

  private static Map<AppId, Group> byId(Group root) {
    return root.allGroups().collect(Collectors.toMap(Group::id, Function.identity()));
  }

  private GroupTree revertDependencies(GroupTree tree, Group old, Set<AppId> changed) {
    Optional<Group> now = tree.root().group(old.id());
    Set<AppId> removed = minus(old.dependencies(), changed);
    Set<AppId> added = minus(changed, old.dependencies());
    if (now.isPresent() && removed.isEmpty() && added.isEmpty()) {
      return tree;
    }
    Set<AppId> dependencies = new LinkedHashSet<>(now.map(Group::dependencies).orElse(Set.of()));
    dependencies.addAll(removed);
    dependencies.removeAll(added);
    return tree.putDependencies(old.id(), dependencies, version);
  }

  private GroupTree revertAddition(GroupTree tree, Group added) {
    Optional<Group> now = tree.root().group(added.id());
    if (now.isEmpty()) {
      return tree;
    }
    if (now.get().isEmpty() && now.get().dependencies().equals(added.dependencies())) {
      return tree.removeGroup(added.id(), version);
    }
    return added.dependencies().isEmpty()
        ? tree
        : tree.putDependencies(
            added.id(), minus(now.get().dependencies(), added.dependencies()), version);
  }

  private static Set<AppId> minus(Set<AppId> set, Collection<AppId> without) {
    Set<AppId> result = new LinkedHashSet<>(set);
    result.removeAll(without);
    return result;
  }
}
