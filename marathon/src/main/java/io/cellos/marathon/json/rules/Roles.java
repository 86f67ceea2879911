package io.cellos.marathon.json.rules;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The roles that an app or a pod may have.
 *
 * @param preferred the role of one that does not say
 * @param previous the role it had
 * @param mayChange whether one with reservations may leave its role
 */
public record Roles(
    SequencedSet<String> valid, String preferred, Optional<String> previous, boolean mayChange) {

  /** The roles for what is, or will be, at the path. */
  public static Roles of(Settings settings, AppId id, Group root, boolean force) {
    boolean enforced =
        root.group(id.topLevel())
            .flatMap(Group::enforceRole)
            .orElse(settings.newGroupsEnforceRole());
    return of(settings, id, root, enforced, force);
  }

  /**
   * The same where the top-level group is being sent, too, and says itself what it enforces.
   *
   * @param enforced whether only the group's own role is allowed
   */
  public static Roles of(Settings settings, AppId id, Group root, boolean enforced, boolean force) {
    SequencedSet<String> valid = new LinkedHashSet<>();
    if (id.isRoot() || id.parent().isRoot()) {
      valid.add(settings.mesosRole());
      return new Roles(valid, settings.mesosRole(), Optional.empty(), force);
    }
    String own = id.topLevel().path().getFirst();
    if (!enforced) {
      valid.add(settings.mesosRole());
    }
    valid.add(own);
    Optional<String> previous = root.runSpec(id).map(RunSpec::role);
    previous.ifPresent(valid::add);
    return new Roles(valid, enforced ? own : settings.mesosRole(), previous, force);
  }
}
