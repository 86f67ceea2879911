package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives what changed its new version; what did not keeps the one it had. */
public final class Versions {
  private Versions() {}

  /**
   * @param from what there was
   * @param to what there shall be, with any versions; {@link VersionInfo.None} asks for a restart
   */
  public static Group stamp(Timestamp version, Group from, Group to) {
    Map<AppId, Group> groups = new LinkedHashMap<>();
    to.groups()
        .forEach(
            (id, group) -> {
              Group old = from.groups().getOrDefault(id, Group.empty(id, version));
              groups.put(id, stamp(version, old, group));
            });
    return new Group(
        to.id(),
        stamped(from.apps(), to.apps(), AppDefinition::withVersionInfo, version),
        stamped(from.pods(), to.pods(), PodDefinition::withVersionInfo, version),
        groups,
        to.dependencies(),
        version,
        to.enforceRole());
  }

  /** Sets a version. */
  private interface Setter<T> {
    T set(T spec, VersionInfo version);
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the quick way to know
  private static <T extends RunSpec> Map<AppId, T> stamped(
      Map<AppId, T> from, Map<AppId, T> to, Setter<T> set, Timestamp version) {
    if (from == to) {
      return to;
    }
    Map<AppId, T> changed = new LinkedHashMap<>();
    to.forEach(
        (id, spec) -> {
          VersionInfo info = next(Optional.ofNullable(from.get(id)), spec, version);
          if (!info.equals(spec.versionInfo())) {
            changed.put(id, set.set(spec, info));
          }
        });
    if (changed.isEmpty()) {
      return to;
    }
    Map<AppId, T> result = new LinkedHashMap<>(to);
    result.putAll(changed);
    return result;
  }

  private static <T extends RunSpec> VersionInfo next(Optional<T> old, T spec, Timestamp version) {
    if (old.isEmpty()) {
      return VersionInfo.changed(version);
    }
    VersionInfo before = old.get().versionInfo();
    if (old.get() == spec) {
      return before;
    }
    if (old.get().isUpgradedBy(spec)) {
      return VersionInfo.changed(version);
    }
    if (old.get().isOnlyScaledBy(spec)) {
      return before.scaled(version);
    }
    boolean restart =
        spec.versionInfo() instanceof VersionInfo.None && !before.equals(spec.versionInfo());
    return restart ? before.restarted(version) : before;
  }
}
