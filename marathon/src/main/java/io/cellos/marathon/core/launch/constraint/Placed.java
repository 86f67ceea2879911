package io.cellos.marathon.core.launch.constraint;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.model.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many instances of an app or a pod are on each agent, of those that constraints compare with;
 * kept while they change, so that nobody who launches one of many looks at all of them.
 */
public final class Placed {
  /** By the version that they were launched from. */
  private final Map<Timestamp, Map<Place, Integer>> counts = new LinkedHashMap<>();

  /** These, in their order. */
  public static Placed of(Collection<Instance> instances) {
    Placed placed = new Placed();
    instances.forEach(placed::add);
    return placed;
  }

  public void add(Instance instance) {
    if (counts(instance)) {
      counts
          .computeIfAbsent(instance.spec().version(), version -> new LinkedHashMap<>())
          .merge(instance.place().orElseThrow(), 1, Integer::sum);
    }
  }

  /**
   * @param instance as it was added
   */
  public void remove(Instance instance) {
    if (!counts(instance)) {
      return;
    }
    Timestamp version = instance.spec().version();
    Map<Place, Integer> places = counts.get(version);
    places.computeIfPresent(
        instance.place().orElseThrow(), (place, count) -> count == 1 ? null : count - 1);
    if (places.isEmpty()) {
      counts.remove(version);
    }
  }

  /**
   * Instances that end do not count, nor do those that are lost or wait for any agent; those that
   * wait for the agent with their data do.
   */
  private static boolean counts(Instance instance) {
    return switch (instance.goal()) {
      case STOPPED, DECOMMISSIONED -> false;
      case RUNNING -> instance.place().isPresent() && isThere(instance);
    };
  }

  private static boolean isThere(Instance instance) {
    return switch (instance.condition()) {
      case PROVISIONED, STAGING, STARTING, RUNNING, KILLING -> true;
      case UNREACHABLE, UNREACHABLE_INACTIVE -> !instance.volumes().isEmpty();
      case SCHEDULED, KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
          !instance.volumes().isEmpty();
    };
  }

  /**
   * By the value that the field has on their agents.
   *
   * @param since those of older versions do not count: they go when new ones are there, and those
   *     may have to go to the same agents
   * @param except this one does not count either
   */
  Groups groups(String field, Timestamp since, Instance except) {
    Map<Optional<String>, Integer> groups = new LinkedHashMap<>();
    Optional<Place> own = counts(except) ? except.place() : Optional.empty();
    counts.forEach(
        (version, places) -> {
          if (!version.isBefore(since)) {
            boolean mine = version.equals(except.spec().version());
            places.forEach(
                (place, count) -> {
                  int others = mine && own.equals(Optional.of(place)) ? count - 1 : count;
                  if (others > 0) {
                    groups.merge(AgentFields.read(field, place), others, Integer::sum);
                  }
                });
          }
        });
    return new Groups(groups);
  }
}
