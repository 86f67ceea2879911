package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Everything there is. Whatever is put creates the groups it needs; every change gives all groups
 * its version.
 *
 * @param newGroupsEnforceRole whether top-level groups made by the way enforce their role
 */
public record GroupTree(Group root, boolean newGroupsEnforceRole) {
  public GroupTree {
    if (!root.id().isRoot()) {
      throw new IllegalArgumentException(root.id() + " is not the root");
    }
  }

  public GroupTree putApp(AppDefinition app, Timestamp version) {
    return putGroup(room(app.id()).withApp(app), version);
  }

  public GroupTree putPod(PodDefinition pod, Timestamp version) {
    return putGroup(room(pod.id()).withPod(pod), version);
  }

  /** The group for an app or a pod; an empty group of the same name gives way. */
  private Group room(AppId id) {
    Group parent = groupOrNew(id.parent());
    Group clashing = parent.groups().get(id);
    return clashing == null || clashing.hasRunSpecs()
        ? parent
        : parent.withGroups(without(parent.groups(), id));
  }

  public GroupTree putGroup(Group group, Timestamp version) {
    Group result = group;
    for (AppId ancestor : group.id().ancestors()) {
      result = groupOrNew(ancestor).withGroup(result);
    }
    return new GroupTree(result.withVersion(version), newGroupsEnforceRole);
  }

  public GroupTree removeApp(AppId app, Timestamp version) {
    return root.group(app.parent())
        .map(parent -> putGroup(parent.withApps(without(parent.apps(), app)), version))
        .orElse(this);
  }

  public GroupTree removePod(AppId pod, Timestamp version) {
    return root.group(pod.parent())
        .map(parent -> putGroup(parent.withPods(without(parent.pods(), pod)), version))
        .orElse(this);
  }

  /** Without the group and all in it; without the root nothing is left. */
  public GroupTree removeGroup(AppId group, Timestamp version) {
    if (group.isRoot()) {
      return new GroupTree(Group.empty(group, version), newGroupsEnforceRole);
    }
    return root.group(group.parent())
        .map(parent -> putGroup(parent.withGroups(without(parent.groups(), group)), version))
        .orElse(this);
  }

  public GroupTree putDependencies(AppId group, Set<AppId> dependencies, Timestamp version) {
    return putGroup(groupOrNew(group).withDependencies(dependencies), version);
  }

  /** Whether everything in a top-level group must be of its role; versions stay. */
  public GroupTree putEnforceRole(AppId group, boolean enforce) {
    return new GroupTree(
        root.withGroup(groupOrNew(group).withEnforceRole(enforce)), newGroupsEnforceRole);
  }

  Group groupOrNew(AppId id) {
    return root.group(id)
        .orElseGet(
            () -> {
              Group made = Group.empty(id, Timestamp.ZERO);
              return id.isTopLevel() ? made.withEnforceRole(newGroupsEnforceRole) : made;
            });
  }

  private static <T> Map<AppId, T> without(Map<AppId, T> map, AppId id) {
    Map<AppId, T> changed = new LinkedHashMap<>(map);
    changed.remove(id);
    return changed;
  }
}
