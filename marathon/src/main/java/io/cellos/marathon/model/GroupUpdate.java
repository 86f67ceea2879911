package io.cellos.marathon.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client asks a group to become. */
public sealed interface GroupUpdate {
  AppId id();

  /** As it was at a version. */
  record RollBack(AppId id, Timestamp version) implements GroupUpdate {}

  /** With so many times the instances of every app. */
  record ScaleBy(AppId id, double factor) implements GroupUpdate {}

  /**
   * With these apps, groups and dependencies and no others; what is absent stays as it is.
   *
   * @param apps complete definitions, all directly in this group
   * @param groups groups directly in this group
   */
  record Structure(
      AppId id,
      Optional<List<AppDefinition>> apps,
      Optional<List<Structure>> groups,
      Optional<Set<AppId>> dependencies,
      Optional<Boolean> enforceRole)
      implements GroupUpdate {
    public Structure {
      apps = apps.map(List::copyOf);
      groups = groups.map(List::copyOf);
      dependencies = dependencies.map(Copies::set);
    }
  }
}
