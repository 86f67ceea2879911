package io.cellos.marathon.core.instance;

import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the instances of an app or a pod, from the decision that it shall be until it is
 * forgotten. It never changes; what happens to it makes another one.
 *
 * @param spec what it was or shall be launched from
 * @param since when the condition began
 * @param activeSince when it began to run, all its tasks; absent before
 * @param place absent until it is first launched
 * @param tasks by id: one of an app, one for each container of a pod; those of the last launch only
 * @param volumes persistent volumes that are reserved for it; none if it keeps no data
 * @param healthy what all health checks say together; absent if there are none or none has an
 *     answer yet. Not kept over a change of leader
 * @param ready whether its readiness checks are over, or it has none
 */
public record Instance(
    InstanceId id,
    RunSpec spec,
    Goal goal,
    Condition condition,
    Timestamp since,
    Optional<Timestamp> activeSince,
    Optional<Place> place,
    Map<TaskId, Task> tasks,
    List<LocalVolume> volumes,
    Optional<Boolean> healthy,
    boolean ready) {
  public Instance {
    tasks = Map.copyOf(tasks);
    volumes = List.copyOf(volumes);
  }

  /** One that waits for an offer. */
  public static Instance scheduled(InstanceId id, RunSpec spec, Timestamp now) {
    return new Instance(
        id,
        spec,
        Goal.RUNNING,
        Condition.SCHEDULED,
        now,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty(),
        false);
  }
}
