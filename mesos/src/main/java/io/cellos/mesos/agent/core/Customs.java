package io.cellos.mesos.agent.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToMaster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;

/** Custom executors: what they are told, and what they say. */
final class Customs {
  private final Agent agent;
  private final Population population;
  private final Timers timers;
  private final Statuses statuses;

  Customs(Agent agent, Population population, Timers timers, Statuses statuses) {
    this.agent = agent;
    this.population = population;
    this.timers = timers;
    this.statuses = statuses;
  }

  static Timers.Key register(ExecutorRun executor) {
    return new Timers.Key(Timers.What.REGISTER, executor.run.framework(), executor.run.executor());
  }

  void joined(Turn turn, AgentEvent.ExecutorJoined joined) {
    Optional<ExecutorRun> found = population.executor(joined.framework(), joined.executor());
    ExecutorRun executor = found.orElse(null);
    if (executor == null
        || executor.kind != Kind.CUSTOM
        || executor.state == ExecutorRun.State.ENDED) {
      turn.add(new AgentEffect.CloseExecutor(joined.stream()));
      return;
    }
    executor.stream.ifPresent(old -> turn.add(new AgentEffect.CloseExecutor(old)));
    executor.stream = Optional.of(joined.stream());
    timers.cancel(register(executor));
    if (executor.state == ExecutorRun.State.TERMINATING) {
      Kills.say(turn, executor, Event.newBuilder().setType(Event.Type.SHUTDOWN).build());
      return;
    }
    executor.state = ExecutorRun.State.RUNNING;
    Kills.say(turn, executor, subscribed(executor));
    joined
        .call()
        .getUnacknowledgedUpdatesList()
        .forEach(update -> update(turn, executor, update.getStatus()));
    drop(turn, executor, joined.call());
    deliver(turn, executor);
  }

  private Event subscribed(ExecutorRun executor) {
    return Event.newBuilder()
        .setType(Event.Type.SUBSCRIBED)
        .setSubscribed(
            Event.Subscribed.newBuilder()
                .setExecutorInfo(executor.info)
                .setFrameworkInfo(executor.framework)
                .setAgentInfo(agent.info)
                .setContainerId(executor.run.containerId()))
        .build();
  }

  /** A task that was delivered and that the executor does not know was lost on the way. */
  private void drop(Turn turn, ExecutorRun executor, Call.Subscribe call) {
    Set<TaskID> known = new HashSet<>();
    call.getUnacknowledgedTasksList().stream().map(TaskInfo::getTaskId).forEach(known::add);
    for (TaskRun task : List.copyOf(executor.tasks.values())) {
      boolean silent = task.running && task.statuses.isEmpty();
      if (silent && !known.contains(task.info.getTaskId())) {
        statuses.report(
            turn,
            executor,
            task,
            Statuses.byAgent(
                Statuses.lost(executor),
                TaskStatus.Reason.REASON_AGENT_RESTARTED,
                "Task launched during agent restart"));
      }
    }
  }

  /** Tells the executor of tasks that it was not told of, whole groups at once. */
  void deliver(Turn turn, ExecutorRun executor) {
    if (executor.stream.isEmpty() || executor.state != ExecutorRun.State.RUNNING) {
      return;
    }
    Map<Integer, List<TaskRun>> groups = new LinkedHashMap<>();
    for (TaskRun task : executor.tasks.values()) {
      if (!task.running && !task.isTerminal()) {
        task.running = true;
        turn.add(new AgentEffect.Write(executor.run, new Entry.Delivered(task.id())));
        if (task.group == 0) {
          Kills.say(turn, executor, launch(task.info));
        } else {
          groups.computeIfAbsent(task.group, g -> new ArrayList<>()).add(task);
        }
      }
    }
    groups.values().forEach(group -> Kills.say(turn, executor, launchGroup(group)));
  }

  private static Event launch(TaskInfo task) {
    return Event.newBuilder()
        .setType(Event.Type.LAUNCH)
        .setLaunch(Event.Launch.newBuilder().setTask(task))
        .build();
  }

  private static Event launchGroup(List<TaskRun> tasks) {
    TaskGroupInfo.Builder group = TaskGroupInfo.newBuilder();
    tasks.forEach(task -> group.addTasks(task.info));
    return Event.newBuilder()
        .setType(Event.Type.LAUNCH_GROUP)
        .setLaunchGroup(Event.LaunchGroup.newBuilder().setTaskGroup(group))
        .build();
  }

  void said(Turn turn, AgentEvent.ExecutorSaid said) {
    population
        .executor(said.framework(), said.executor())
        .filter(executor -> executor.kind == Kind.CUSTOM)
        .ifPresent(
            executor -> {
              switch (said.call().getType()) {
                case UPDATE -> update(turn, executor, said.call().getUpdate().getStatus());
                case MESSAGE -> message(turn, executor, said.call().getMessage().getData());
                case SUBSCRIBE, HEARTBEAT, UNKNOWN -> {}
              }
            });
  }

  private static void message(Turn turn, ExecutorRun executor, ByteString data) {
    turn.add(
        new AgentEffect.Say(
            new ToMaster.ExecutorMessage(
                executor.run.frameworkId(), executor.run.executorId(), data)));
  }

  /** Written down, then acknowledged: from then on the agent sees to it. */
  private void update(Turn turn, ExecutorRun executor, TaskStatus status) {
    TaskRun task = executor.tasks.get(status.getTaskId().getValue());
    boolean known =
        task == null || task.statuses.stream().anyMatch(s -> s.getUuid().equals(status.getUuid()));
    if (!known) {
      task.running = true; // however it learned of it
      statuses.report(
          turn, executor, task, status.toBuilder().setSource(TaskStatus.Source.SOURCE_EXECUTOR));
    }
    Event acknowledged =
        Event.newBuilder()
            .setType(Event.Type.ACKNOWLEDGED)
            .setAcknowledged(
                Event.Acknowledged.newBuilder()
                    .setTaskId(status.getTaskId())
                    .setUuid(status.getUuid()))
            .build();
    Kills.say(turn, executor, acknowledged);
  }

  void left(AgentEvent.ExecutorLeft left) {
    population
        .executor(left.framework(), left.executor())
        .filter(executor -> executor.stream.equals(Optional.of(left.stream())))
        .ifPresent(executor -> executor.stream = Optional.empty());
  }
}
