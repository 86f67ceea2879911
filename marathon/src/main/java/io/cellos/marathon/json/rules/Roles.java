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
    SequencedSet<String> valid = new LinkedHashSet<>();
    if (id.parent().isRoot()) {
      valid.add(settings.mesosRole());
      return new Roles(valid, settings.mesosRole(), Optional.empty(), force);
    }
    Optional<String> previous = root.runSpec(id).map(RunSpec::role);
    String own = id.topLevel().path().getFirst();
    boolean enforced =
        root.group(id.topLevel())
            .map(group -> group.enforceRole().orElse(false))
            .orElse(settings.newGroupsEnforceRole());
    if (!enforced) {
      valid.add(settings.mesosRole());
    }
    valid.add(own);
    previous.ifPresent(valid::add);
    return new Roles(valid, enforced ? own : settings.mesosRole(), previous, force);
  }

  /** The roles within a group that is being sent, which may say itself what it enforces. */
  public static Roles inGroup(
      Settings settings, AppId id, Group root, String preferred, boolean enforced) {
    SequencedSet<String> valid = new LinkedHashSet<>();
    valid.add(preferred);
    if (!enforced) {
      valid.add(settings.mesosRole());
    }
    Optional<String> previous = root.runSpec(id).map(RunSpec::role);
    previous.ifPresent(valid::add);
    return new Roles(valid, preferred, previous, false);
  }
}
