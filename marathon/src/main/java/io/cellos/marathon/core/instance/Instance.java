package io.cellos.marathon.core.instance;

import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the instances of an app or a pod, from the decision that it shall be until it is
 * forgotten. It never changes; what happens to it makes another one.
 *
 * @param spec what it was or shall be launched from
 * @param role in which its resources are offered: that of its spec, or, if it keeps data, the one
 *     that this is reserved for, whatever its app has become
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
    String role,
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
        spec.role(),
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

  /** Whether it was never sent to Mesos and keeps nothing: nobody misses it. */
  public boolean isFresh() {
    return condition == Condition.SCHEDULED && tasks.isEmpty() && volumes.isEmpty();
  }

  /** Whether it waits for an offer. */
  public boolean isWaiting() {
    return condition == Condition.SCHEDULED && goal == Goal.RUNNING;
  }

  /** Whether Mesos has nothing of it that runs or may run. */
  public boolean isOver() {
    return tasks.values().stream().allMatch(task -> task.condition().isTerminal());
  }

  public boolean isUnreachable() {
    return condition == Condition.UNREACHABLE || condition == Condition.UNREACHABLE_INACTIVE;
  }

  /** The version of the configuration that it is of. */
  public Timestamp configVersion() {
    return spec.versionInfo().lastConfigChange();
  }

  /** The same of another configuration; data stays where it is, and whose it is. */
  public Instance withSpec(RunSpec changed) {
    String in = volumes.isEmpty() ? changed.role() : role;
    return new Instance(
        id,
        changed,
        in,
        goal,
        condition,
        since,
        activeSince,
        place,
        tasks,
        volumes,
        healthy,
        ready);
  }

  public Instance withGoal(Goal changed) {
    return new Instance(
        id,
        spec,
        role,
        changed,
        condition,
        since,
        activeSince,
        place,
        tasks,
        volumes,
        healthy,
        ready);
  }

  public Instance withCondition(Condition changed, Timestamp from) {
    return new Instance(
        id, spec, role, goal, changed, from, activeSince, place, tasks, volumes, healthy, ready);
  }

  public Instance withActiveSince(Optional<Timestamp> changed) {
    return new Instance(
        id, spec, role, goal, condition, since, changed, place, tasks, volumes, healthy, ready);
  }

  /** The same with another state of one of its tasks. */
  public Instance withTask(Task changed) {
    Map<TaskId, Task> all = new HashMap<>(tasks);
    all.put(changed.id(), changed);
    return new Instance(
        id, spec, role, goal, condition, since, activeSince, place, all, volumes, healthy, ready);
  }

  public Instance withHealthy(Optional<Boolean> changed) {
    return new Instance(
        id, spec, role, goal, condition, since, activeSince, place, tasks, volumes, changed, ready);
  }

  public Instance withReady(boolean changed) {
    return new Instance(
        id,
        spec,
        role,
        goal,
        condition,
        since,
        activeSince,
        place,
        tasks,
        volumes,
        healthy,
        changed);
  }

  /**
   * The same, waiting for an offer again; with its data, if it has any. Its tasks stay, so that the
   * next ones get other ids.
   */
  public Instance again(Timestamp now) {
    return new Instance(
        id,
        spec,
        role,
        Goal.RUNNING,
        Condition.SCHEDULED,
        now,
        Optional.empty(),
        volumes.isEmpty() ? Optional.empty() : place,
        tasks,
        volumes,
        Optional.empty(),
        false);
  }
}
