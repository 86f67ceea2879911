package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.master.core.view.FrameworkView;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;

/** How many tasks are in which state, by agent and by framework, and which are on which. */
final class TaskCounts {
  private static final List<TaskState> SHOWN =
      List.of(
          TaskState.TASK_STAGING,
          TaskState.TASK_STARTING,
          TaskState.TASK_RUNNING,
          TaskState.TASK_KILLING,
          TaskState.TASK_FINISHED,
          TaskState.TASK_KILLED,
          TaskState.TASK_FAILED,
          TaskState.TASK_LOST,
          TaskState.TASK_ERROR,
          TaskState.TASK_UNREACHABLE);

  private final Map<String, Map<TaskState, Integer>> counts = new HashMap<>();
  private final Map<String, Set<String>> others = new HashMap<>();

  TaskCounts(List<FrameworkView> frameworks) {
    for (FrameworkView framework : frameworks) {
      String id = framework.summary().getFrameworkInfo().getId().getValue();
      Stream.of(framework.tasks(), framework.unreachable(), framework.completed())
          .flatMap(List::stream)
          .forEach(task -> add(id, task));
    }
  }

  private void add(String framework, Task task) {
    String agent = task.getAgentId().getValue();
    count(framework, task.getState());
    count(agent, task.getState());
    others.computeIfAbsent(framework, id -> new TreeSet<>()).add(agent);
    others.computeIfAbsent(agent, id -> new TreeSet<>()).add(framework);
  }

  private void count(String id, TaskState state) {
    counts.computeIfAbsent(id, i -> new EnumMap<>(TaskState.class)).merge(state, 1, Integer::sum);
  }

  /**
   * @param id of an agent or a framework
   * @param field for the ids of the frameworks or agents that it has to do with
   */
  void write(JsonGenerator out, String id, String field) throws IOException {
    Map<TaskState, Integer> mine = counts.getOrDefault(id, Map.of());
    for (TaskState state : SHOWN) {
      out.writeNumberField(state.name(), mine.getOrDefault(state, 0));
    }
    MessageJson.names(out, field, List.copyOf(others.getOrDefault(id, Set.of())));
  }
}
