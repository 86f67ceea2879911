package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How two trees differ. Where nothing was changed both have the same maps, so a change of one app
 * among thousands of groups is found by looking at one group.
 */
public final class Changes {
  /** An app or a pod that is in both, and different. */
  public record Change(RunSpec before, RunSpec after) {}

  private final List<RunSpec> removed = new ArrayList<>();
  private final List<RunSpec> added = new ArrayList<>();
  private final List<Change> changed = new ArrayList<>();

  private Changes() {}

  public static Changes between(Group from, Group to) {
    Changes changes = new Changes();
    changes.compare(from, to);
    return changes;
  }

  public List<RunSpec> removed() {
    return removed;
  }

  public List<RunSpec> added() {
    return added;
  }

  public List<Change> changed() {
    return changed;
  }

  private void compare(Group from, Group to) {
    compare(from.apps(), to.apps());
    compare(from.pods(), to.pods());
    from.groups().forEach((id, old) -> compare(old, to.groups().getOrDefault(id, nothing(id))));
    to.groups()
        .forEach(
            (id, added) -> {
              if (!from.groups().containsKey(id)) {
                compare(nothing(id), added);
              }
            });
  }

  private static Group nothing(AppId id) {
    return Group.empty(id, Timestamp.ZERO);
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the quick way to know
  private void compare(Map<AppId, ? extends RunSpec> from, Map<AppId, ? extends RunSpec> to) {
    if (from == to) {
      return;
    }
    from.forEach(
        (id, old) -> {
          if (!to.containsKey(id)) {
            removed.add(old);
          }
        });
    to.forEach(
        (id, spec) -> {
          RunSpec old = from.get(id);
          if (old == null) {
            added.add(spec);
          } else if (!Objects.equals(old, spec)) {
            changed.add(new Change(old, spec));
          }
        });
  }
}
