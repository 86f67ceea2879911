package io.cellos.mesos.agent.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToMaster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * Reports what becomes of tasks: each update is written down, said to the master, and said again
 * until its framework acknowledges it; later ones of the same task wait.
 */
final class Statuses {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Agent agent;
  private final Population population;
  private final Timers timers;
  private final Retirement retirement;
  private final Supplier<UUID> ids;
  private final Map<TaskKey, Duration> pauses = new HashMap<>();

  Statuses(
      Agent agent,
      Population population,
      Timers timers,
      Retirement retirement,
      Supplier<UUID> ids) {
    this.agent = agent;
    this.population = population;
    this.timers = timers;
    this.retirement = retirement;
    this.ids = ids;
  }

  /** A status of a task of a built-in executor, as that would make it. */
  static TaskStatus.Builder byExecutor(TaskState state) {
    return TaskStatus.newBuilder().setState(state).setSource(TaskStatus.Source.SOURCE_EXECUTOR);
  }

  /** A status that the agent itself makes. */
  static TaskStatus.Builder byAgent(TaskState state, TaskStatus.Reason reason, String message) {
    return TaskStatus.newBuilder()
        .setState(state)
        .setSource(TaskStatus.Source.SOURCE_AGENT)
        .setReason(reason)
        .setMessage(message);
  }

  /** The state of a task that is lost, as its framework understands it. */
  static TaskState lost(ExecutorRun executor) {
    return Frameworks.isPartitionAware(executor.framework)
        ? TaskState.TASK_DROPPED
        : TaskState.TASK_LOST;
  }

  /** Completes the status, and takes the task to it. */
  void report(Turn turn, ExecutorRun executor, TaskRun task, TaskStatus.Builder status) {
    if (task.isTerminal()) {
      return; // nothing comes after the end
    }
    TaskStatus whole = complete(turn.now, executor, task, status);
    if (executor.frameworkGone) {
      task.state = whole.getState();
      if (task.isTerminal()) {
        forget(turn, executor, task);
      }
      return;
    }
    turn.add(new AgentEffect.Write(executor.run, new Entry.Updated(whole)));
    task.update(whole);
    if (task.pending.size() == 1) {
      send(turn, executor, task);
    }
  }

  private TaskStatus complete(
      Instant now, ExecutorRun executor, TaskRun task, TaskStatus.Builder status) {
    status.setTaskId(task.info.getTaskId());
    status.setExecutorId(executor.run.executorId()).setAgentId(agent.info.getId());
    if (!status.hasUuid()) {
      status.setUuid(bytes(ids.get()));
    }
    if (!status.hasTimestamp()) {
      status.setTimestamp(now.toEpochMilli() / 1000.0);
    }
    ContainerStatus.Builder container = status.getContainerStatusBuilder();
    if (!container.hasContainerId()) {
      container.setContainerId(task.container);
    }
    if (container.getNetworkInfosCount() == 0) {
      container.addAllNetworkInfos(task.networks);
    }
    if (task.info.hasCheck() && !status.hasCheckStatus() && executor.kind != Kind.CUSTOM) {
      status.setCheckStatus(noResult(task.info.getCheck()));
    }
    boolean killed =
        status.getState() == TaskState.TASK_KILLED || status.getState() == TaskState.TASK_KILLING;
    if (killed && agent.drain.isPresent() && !status.hasReason()) {
      status.setReason(TaskStatus.Reason.REASON_AGENT_DRAINING);
    }
    return status.build();
  }

  /** A checked task's status says so from the start. */
  private static CheckStatusInfo noResult(CheckInfo check) {
    CheckStatusInfo.Builder info = CheckStatusInfo.newBuilder().setType(check.getType());
    switch (check.getType()) {
      case COMMAND -> info.getCommandBuilder();
      case HTTP -> info.getHttpBuilder();
      case TCP -> info.getTcpBuilder();
      case UNKNOWN -> {}
    }
    return info.build();
  }

  static ByteString bytes(UUID id) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .flip());
  }

  private void send(Turn turn, ExecutorRun executor, TaskRun task) {
    if (agent.connected) {
      turn.add(
          new AgentEffect.Say(
              new ToMaster.Update(
                  executor.run.frameworkId(), task.pending.getFirst(), task.state)));
    }
    Duration pause = pauses.getOrDefault(executor.key(task), FIRST_PAUSE);
    timers.set(resend(executor.key(task)), turn.now.plus(pause));
  }

  private static Timers.Key resend(TaskKey key) {
    return new Timers.Key(Timers.What.RESEND, key.framework(), key.task());
  }

  /** The first update of the task was not acknowledged in time. */
  void again(Turn turn, TaskKey key) {
    population
        .task(key)
        .filter(found -> !found.task().pending.isEmpty())
        .ifPresent(
            found -> {
              Duration next = pauses.getOrDefault(key, FIRST_PAUSE).multipliedBy(2);
              pauses.put(key, next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next);
              send(turn, found.executor(), found.task());
            });
  }

  /** A new master knows of none of them. */
  void allAgain(Turn turn) {
    pauses.clear();
    for (ExecutorRun executor : population.executors()) {
      for (TaskRun task : executor.tasks.values()) {
        if (!task.pending.isEmpty()) {
          send(turn, executor, task);
        }
      }
    }
  }

  void acknowledged(Turn turn, TaskKey key, ByteString uuid) {
    Optional<Population.Found> found = population.task(key);
    TaskRun task = found.map(Population.Found::task).orElse(null);
    if (task == null || task.pending.isEmpty() || !task.pending.getFirst().getUuid().equals(uuid)) {
      return; // it was acknowledged before
    }
    ExecutorRun executor = found.get().executor();
    TaskStatus done = task.pending.removeFirst();
    timers.cancel(resend(key));
    pauses.remove(key);
    if (TaskRun.isTerminal(done.getState())) {
      turn.add(new AgentEffect.Write(executor.run, new Entry.Acknowledged(key.task(), uuid)));
      forget(turn, executor, task);
      return;
    }
    turn.add(new AgentEffect.Write(executor.run, new Entry.Acknowledged(key.task(), uuid)));
    if (!task.pending.isEmpty()) {
      send(turn, executor, task);
    }
  }

  /** Nobody waits for news of the task any more. */
  void forget(Turn turn, ExecutorRun executor, TaskRun task) {
    TaskKey key = executor.key(task);
    timers.cancel(resend(key));
    pauses.remove(key);
    population.remove(executor, task);
    retirement.completed(executor, task);
    retirement.settle(turn, executor);
  }
}
