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
import java.util.function.Function;

/** Gives what changed its new version; what did not keeps the one it had. */
public final class Versions {
  private Versions() {}

  /**
   * @param from what there was
   * @param to what there shall be, with any versions; {@link VersionInfo.None} asks for a restart
   */
  public static Group stamp(Timestamp version, Group from, Group to) {
    Map<AppId, AppDefinition> apps =
        stamped(to.apps(), from::app, AppDefinition::withVersionInfo, version);
    Map<AppId, PodDefinition> pods =
        stamped(to.pods(), from::pod, PodDefinition::withVersionInfo, version);
    Map<AppId, Group> groups = new LinkedHashMap<>();
    to.groups().forEach((id, group) -> groups.put(id, stamp(version, from, group)));
    return new Group(to.id(), apps, pods, groups, to.dependencies(), version, to.enforceRole());
  }

  /** Sets a version. */
  private interface Setter<T> {
    T set(T spec, VersionInfo version);
  }

  private static <T extends RunSpec> Map<AppId, T> stamped(
      Map<AppId, T> specs, Function<AppId, Optional<T>> old, Setter<T> set, Timestamp version) {
    Map<AppId, T> result = new LinkedHashMap<>();
    specs.forEach(
        (id, spec) -> {
          VersionInfo info = next(old.apply(id), spec, version);
          result.put(id, info.equals(spec.versionInfo()) ? spec : set.set(spec, info));
        });
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
