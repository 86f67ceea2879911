package io.cellos.mesos.agent.core;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;

/**
 * The agent as tools see it.
 *
 * @param completed executors that are over
 */
public record AgentView(
    AgentInfo agent,
    boolean connected,
    List<Resource> total,
    List<Resource> allocated,
    Optional<DrainConfig> drain,
    List<ExecutorView> executors,
    List<ExecutorView> completed) {

  public AgentView {
    total = List.copyOf(total);
    allocated = List.copyOf(allocated);
    executors = List.copyOf(executors);
    completed = List.copyOf(completed);
  }

  /**
   * @param tasks that run
   * @param queued that a custom executor was not told of yet
   * @param terminated whose end is not acknowledged
   * @param completed whose end is
   */
  public record ExecutorView(
      Run run,
      Kind kind,
      FrameworkInfo framework,
      ExecutorInfo executor,
      List<Resource> allocated,
      List<Task> tasks,
      List<TaskInfo> queued,
      List<Task> terminated,
      List<Task> completed) {
    public ExecutorView {
      allocated = List.copyOf(allocated);
      tasks = List.copyOf(tasks);
      queued = List.copyOf(queued);
      terminated = List.copyOf(terminated);
      completed = List.copyOf(completed);
    }
  }

  static ExecutorView of(ExecutorRun executor, AgentInfo agent) {
    boolean custom = executor.kind == Kind.CUSTOM;
    return new ExecutorView(
        executor.run,
        executor.kind,
        executor.framework,
        executor.info,
        executor.allocated(),
        executor.tasks.values().stream()
            .filter(task -> !task.isTerminal() && (task.running || !custom))
            .map(task -> task.toTask(executor, agent.getId()))
            .toList(),
        executor.tasks.values().stream()
            .filter(task -> !task.isTerminal() && !task.running && custom)
            .map(task -> task.info)
            .toList(),
        executor.tasks.values().stream()
            .filter(TaskRun::isTerminal)
            .map(task -> task.toTask(executor, agent.getId()))
            .toList(),
        List.copyOf(executor.completed));
  }
}
