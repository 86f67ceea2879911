package io.cellos.marathon.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Apps, pods and other groups under one path. The group at the root is everything there is.
 *
 * @param enforceRole whether everything in it has its name as role; of top-level groups only
 */
public record Group(
    AppId id,
    Map<AppId, AppDefinition> apps,
    Map<AppId, PodDefinition> pods,
    Map<AppId, Group> groups,
    Set<AppId> dependencies,
    Timestamp version,
    Optional<Boolean> enforceRole) {
  public Group {
    apps = Copies.map(apps);
    pods = Copies.map(pods);
    groups = Copies.map(groups);
    dependencies = Copies.set(dependencies);
    enforceRole =
        id.isTopLevel() ? Optional.of(enforceRole.orElse(false)) : Optional.<Boolean>empty();
  }

  public static Group empty(AppId id, Timestamp version) {
    return new Group(id, Map.of(), Map.of(), Map.of(), Set.of(), version, Optional.empty());
  }

  /** The app at the path, here or in a group below. */
  public Optional<AppDefinition> app(AppId app) {
    return group(app.parent()).map(parent -> parent.apps.get(app));
  }

  /** The pod at the path, here or in a group below. */
  public Optional<PodDefinition> pod(AppId pod) {
    return group(pod.parent()).map(parent -> parent.pods.get(pod));
  }

  public Optional<RunSpec> runSpec(AppId spec) {
    return app(spec).<RunSpec>map(app -> app).or(() -> pod(spec));
  }

  /** The group at the path: this or one below. */
  public Optional<Group> group(AppId wanted) {
    if (wanted.equals(id)) {
      return Optional.of(this);
    }
    if (!wanted.isIn(id)) {
      return Optional.empty();
    }
    return Optional.ofNullable(groups.get(id.childTowards(wanted)))
        .flatMap(group -> group.group(wanted));
  }

  /** All apps, here and below. */
  public Stream<AppDefinition> allApps() {
    return allGroups().flatMap(group -> group.apps.values().stream());
  }

  /** All pods, here and below. */
  public Stream<PodDefinition> allPods() {
    return allGroups().flatMap(group -> group.pods.values().stream());
  }

  /** All apps, then all pods. */
  public Stream<RunSpec> allRunSpecs() {
    return Stream.concat(allApps(), allPods());
  }

  /** This group and all below. */
  public Stream<Group> allGroups() {
    return Stream.concat(Stream.of(this), groups.values().stream().flatMap(Group::allGroups));
  }

  /** Whether there is something to run, here or below. */
  public boolean hasRunSpecs() {
    return allGroups().anyMatch(group -> !group.apps.isEmpty() || !group.pods.isEmpty());
  }

  public boolean isEmpty() {
    return apps.isEmpty() && pods.isEmpty() && groups.isEmpty();
  }

  public Group withApp(AppDefinition app) {
    return withApps(OrderedMap.with(apps, app.id(), app));
  }

  public Group withPod(PodDefinition pod) {
    return withPods(OrderedMap.with(pods, pod.id(), pod));
  }

  public Group withApps(Map<AppId, AppDefinition> changed) {
    return new Group(id, changed, pods, groups, dependencies, version, enforceRole);
  }

  public Group withPods(Map<AppId, PodDefinition> changed) {
    return new Group(id, apps, changed, groups, dependencies, version, enforceRole);
  }

  public Group withGroup(Group group) {
    return withGroups(OrderedMap.with(groups, group.id(), group));
  }

  public Group withGroups(Map<AppId, Group> changed) {
    return new Group(id, apps, pods, changed, dependencies, version, enforceRole);
  }

  public Group withDependencies(Set<AppId> changed) {
    return new Group(id, apps, pods, groups, changed, version, enforceRole);
  }

  public Group withEnforceRole(boolean changed) {
    return new Group(id, apps, pods, groups, dependencies, version, Optional.of(changed));
  }

  /** The same with another version, here and in all groups below. */
  public Group withVersion(Timestamp changed) {
    Map<AppId, Group> below = new LinkedHashMap<>();
    groups.values().forEach(group -> below.put(group.id(), group.withVersion(changed)));
    return new Group(id, apps, pods, below, dependencies, changed, enforceRole);
  }
}
