package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.view.Health;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;

/** How many of some tasks are how. A task without a finding is neither healthy nor unhealthy. */
record TaskCounts(int staged, int running, int healthy, int unhealthy) {
  /**
   * What is counted of one instance.
   *
   * @param startedAt absent if it does not run
   */
  record Counted(
      Timestamp version,
      boolean staged,
      boolean running,
      boolean healthy,
      boolean unhealthy,
      Optional<Timestamp> startedAt) {}

  static List<Counted> counted(MarathonView view, List<Instance> instances) {
    return instances.stream()
        .filter(i -> i.condition() != Condition.SCHEDULED && !i.tasks().isEmpty())
        .map(instance -> counted(view, instance))
        .toList();
  }

  private static Counted counted(MarathonView view, Instance instance) {
    Task task = instance.tasks().values().iterator().next();
    Optional<TaskState> state = task.status().map(status -> status.getState());
    List<Health> found = HealthJson.of(view, instance, task);
    return new Counted(
        instance.spec().version(),
        state.isEmpty() || state.get() == TaskState.TASK_STAGING,
        state.isPresent() && state.get() == TaskState.TASK_RUNNING,
        !found.isEmpty() && found.stream().allMatch(Health::isAlive),
        !found.stream().allMatch(Health::isAlive),
        task.startedAt());
  }

  static TaskCounts of(List<Counted> all) {
    int staged = 0;
    int running = 0;
    int healthy = 0;
    int unhealthy = 0;
    for (Counted one : all) {
      staged += one.staged ? 1 : 0;
      running += one.running ? 1 : 0;
      healthy += one.healthy ? 1 : 0;
      unhealthy += one.unhealthy ? 1 : 0;
    }
    return new TaskCounts(staged, running, healthy, unhealthy);
  }

  /** As fields of an app. */
  void put(ObjectNode app) {
    app.put("tasksStaged", staged)
        .put("tasksRunning", running)
        .put("tasksHealthy", healthy)
        .put("tasksUnhealthy", unhealthy);
  }

  ObjectNode write() {
    return Trees.object()
        .put("staged", staged)
        .put("running", running)
        .put("healthy", healthy)
        .put("unhealthy", unhealthy);
  }
}
