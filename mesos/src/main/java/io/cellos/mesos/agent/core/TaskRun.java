package io.cellos.mesos.agent.core;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What the agent knows of a task. */
final class TaskRun {
  /** The task is being ended. */
  record Death(Cause cause, Instant begun, Instant escalation) {}

  final TaskInfo info;
  final ContainerID container;

  /** The number of its task group in the run; 0 if it came alone. */
  final int group;

  /** Updates that are not acknowledged; the first one has been sent. */
  final Deque<TaskStatus> pending = new ArrayDeque<>();

  final List<TaskStatus> statuses = new ArrayList<>();
  TaskState state = TaskState.TASK_STAGING;

  /** Its process runs, or a custom executor was told of it. */
  boolean running;

  Optional<Death> death = Optional.empty();
  List<NetworkInfo> networks = List.of();

  TaskRun(TaskInfo info, ContainerID container, int group) {
    this.info = info;
    this.container = container;
    this.group = group;
  }

  String id() {
    return info.getTaskId().getValue();
  }

  boolean isTerminal() {
    return isTerminal(state);
  }

  static boolean isTerminal(TaskState state) {
    return switch (state) {
      case TASK_FINISHED,
          TASK_FAILED,
          TASK_KILLED,
          TASK_ERROR,
          TASK_LOST,
          TASK_DROPPED,
          TASK_GONE,
          TASK_GONE_BY_OPERATOR ->
          true;
      case TASK_STAGING,
          TASK_STARTING,
          TASK_RUNNING,
          TASK_KILLING,
          TASK_UNREACHABLE,
          TASK_UNKNOWN ->
          false;
    };
  }

  /** Takes the task to the status' state and waits for its acknowledgement. */
  void update(TaskStatus status) {
    state = status.getState();
    pending.add(status);
    if (!statuses.isEmpty() && statuses.getLast().getState() == state) {
      statuses.removeLast();
    }
    statuses.add(status.toBuilder().clearData().build());
  }

  /** As master and tools know it. */
  Task toTask(ExecutorRun executor, AgentID agent) {
    Task.Builder task =
        Task.newBuilder()
            .setName(info.getName())
            .setTaskId(info.getTaskId())
            .setFrameworkId(executor.run.frameworkId())
            .setAgentId(agent)
            .setState(state)
            .addAllResources(info.getResourcesList())
            .addAllStatuses(statuses)
            .putAllLimits(info.getLimitsMap());
    if (executor.kind != Kind.COMMAND) {
      task.setExecutorId(executor.run.executorId());
    }
    if (info.hasLabels()) {
      task.setLabels(info.getLabels());
    }
    if (info.hasDiscovery()) {
      task.setDiscovery(info.getDiscovery());
    }
    if (info.hasContainer()) {
      task.setContainer(info.getContainer());
    }
    if (info.hasHealthCheck()) {
      task.setHealthCheck(info.getHealthCheck());
    }
    if (info.hasKillPolicy()) {
      task.setKillPolicy(info.getKillPolicy());
    }
    if (info.getCommand().hasUser()) {
      task.setUser(info.getCommand().getUser());
    } else if (executor.framework.hasUser()) {
      task.setUser(executor.framework.getUser());
    }
    TaskStatus sent = pending.isEmpty() ? null : pending.getFirst();
    if (sent == null && !statuses.isEmpty()) {
      sent = statuses.getLast();
    }
    if (sent != null) {
      task.setStatusUpdateState(sent.getState()).setStatusUpdateUuid(sent.getUuid());
    }
    return task.build();
  }
}
