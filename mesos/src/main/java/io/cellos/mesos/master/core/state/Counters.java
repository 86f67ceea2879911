package io.cellos.mesos.master.core.state;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What happened how often, by Mesos' names of metrics. */
public final class Counters {
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<TaskState, Integer> tasks = new EnumMap<>(TaskState.class);

  public void count(String name) {
    counts.merge("master/" + name, 1L, Long::sum);
  }

  /** A task came to its end, or was refused. */
  public void ended(TaskStatus status) {
    String state = lower(status.getState().name());
    count("tasks" + state.substring("task".length()));
    if (status.hasReason()) {
      count(
          state + "/" + lower(status.getSource().name()) + "/" + lower(status.getReason().name()));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Null is a task that is not there. */
  void stateChanged(TaskState before, TaskState now) {
    if (before != null) {
      tasks.merge(before, -1, Integer::sum);
    }
    if (now != null) {
      tasks.merge(now, 1, Integer::sum);
    }
  }

  public Map<String, Long> counts() {
    return counts;
  }

  /** How many tasks are in this state now. */
  public int tasks(TaskState state) {
    return tasks.getOrDefault(state, 0);
  }
}
