package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an update of a group makes of everything. */
public final class GroupChanges {
  private GroupChanges() {}

  /** The group as it was, put back. */
  public static GroupTree rollBack(GroupTree tree, Group old, Timestamp version) {
    return tree.putGroup(old, version);
  }

  /** So many times the instances of every app in the group, rounded up. */
  public static GroupTree scale(GroupTree tree, GroupUpdate.ScaleBy update, Timestamp version) {
    return tree.putGroup(scaled(tree.groupOrNew(update.id()), update.factor()), version);
  }

  private static Group scaled(Group group, double factor) {
    Map<AppId, AppDefinition> apps = new LinkedHashMap<>();
    group
        .apps()
        .forEach((id, app) -> apps.put(id, app.withInstances(times(app.instances(), factor))));
    Map<AppId, Group> groups = new LinkedHashMap<>();
    group.groups().forEach((id, child) -> groups.put(id, scaled(child, factor)));
    return group.withApps(apps).withGroups(groups);
  }

  private static int times(int instances, double factor) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(instances * factor));
  }

  /** The apps, groups and dependencies that the update names, and the others that it leaves. */
  public static GroupTree restructure(
      GroupTree tree, GroupUpdate.Structure update, Timestamp version) {
    return tree.putGroup(restructured(tree.groupOrNew(update.id()), update, version), version);
  }

  private static Group restructured(
      Group current, GroupUpdate.Structure update, Timestamp version) {
    Map<AppId, AppDefinition> apps = new LinkedHashMap<>();
    update
        .apps()
        .ifPresentOrElse(
            named ->
                named.forEach(
                    app -> apps.put(app.id(), app.withVersionInfo(new VersionInfo.Only(version)))),
            () -> apps.putAll(current.apps()));
    Map<AppId, Group> groups = new LinkedHashMap<>();
    update
        .groups()
        .ifPresentOrElse(
            named -> named.forEach(child -> groups.put(child.id(), child(current, child, version))),
            () -> groups.putAll(current.groups()));
    return new Group(
        current.id(),
        apps,
        current.pods(),
        groups,
        update.dependencies().orElse(current.dependencies()),
        version,
        update.enforceRole().or(current::enforceRole));
  }

  private static Group child(Group parent, GroupUpdate.Structure update, Timestamp version) {
    Group there = parent.groups().get(update.id());
    return restructured(there == null ? Group.empty(update.id(), version) : there, update, version);
  }
}
