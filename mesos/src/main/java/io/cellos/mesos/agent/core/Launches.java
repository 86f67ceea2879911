package io.cellos.mesos.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/** Starts tasks that the master sends. */
final class Launches {
  private final Agent agent;
  private final Population population;
  private final Timers timers;
  private final Statuses statuses;
  private final Customs customs;
  private final CoreSettings settings;
  private final Supplier<UUID> ids;

  Launches(
      Agent agent,
      Population population,
      Timers timers,
      Statuses statuses,
      Customs customs,
      CoreSettings settings,
      Supplier<UUID> ids) {
    this.agent = agent;
    this.population = population;
    this.timers = timers;
    this.statuses = statuses;
    this.customs = customs;
    this.settings = settings;
    this.ids = ids;
  }

  /** A task by itself: a command, or for a custom executor. */
  void task(Turn turn, FrameworkInfo framework, TaskInfo task) {
    if (isKnown(framework, task)) {
      return;
    }
    Kind kind = task.hasExecutor() ? Kind.CUSTOM : Kind.COMMAND;
    ExecutorInfo info =
        task.hasExecutor()
            ? owned(framework, task.getExecutor())
            : commandExecutor(framework, task);
    ExecutorRun executor = executor(turn, kind, framework, info);
    TaskRun run = new TaskRun(task, executor.run.containerId(), 0);
    add(turn, executor, run);
    if (refused(turn, executor, run)) {
      return;
    }
    switch (kind) {
      case COMMAND -> launch(turn, executor, run);
      case CUSTOM -> customs.deliver(turn, executor);
      case DEFAULT -> throw new IllegalStateException("the default executor takes groups only");
    }
  }

  /** A task group: on the default executor, or a custom one that knows groups. */
  void group(Turn turn, FrameworkInfo framework, ExecutorInfo given, List<TaskInfo> tasks) {
    if (tasks.stream().anyMatch(task -> isKnown(framework, task))) {
      return;
    }
    Kind kind = given.getType() == ExecutorInfo.Type.DEFAULT ? Kind.DEFAULT : Kind.CUSTOM;
    ExecutorRun executor = executor(turn, kind, framework, owned(framework, given));
    executor.groups++;
    List<TaskRun> runs = new ArrayList<>();
    for (TaskInfo task : tasks) {
      ContainerID container =
          kind == Kind.CUSTOM
              ? executor.run.containerId()
              : ContainerID.newBuilder()
                  .setValue(ids.get().toString())
                  .setParent(executor.run.containerId())
                  .build();
      runs.add(new TaskRun(task, container, executor.groups));
      add(turn, executor, runs.getLast());
    }
    if (runs.stream().map(run -> refused(turn, executor, run)).toList().contains(true)) {
      return;
    }
    if (kind == Kind.CUSTOM) {
      customs.deliver(turn, executor);
      return;
    }
    for (TaskRun run : runs) {
      statuses.report(turn, executor, run, Statuses.byExecutor(TaskState.TASK_STARTING));
    }
    runs.forEach(run -> launch(turn, executor, run));
  }

  /** The master may say a thing twice after a broken link. */
  private boolean isKnown(FrameworkInfo framework, TaskInfo task) {
    return population.task(TaskKey.of(framework.getId(), task.getTaskId())).isPresent();
  }

  private static ExecutorInfo owned(FrameworkInfo framework, ExecutorInfo executor) {
    return executor.toBuilder().setFrameworkId(framework.getId()).build();
  }

  private static ExecutorInfo commandExecutor(FrameworkInfo framework, TaskInfo task) {
    String id = task.getTaskId().getValue();
    ExecutorInfo.Builder executor =
        ExecutorInfo.newBuilder()
            .setFrameworkId(framework.getId())
            .setName("Command Executor (Task: " + id + ")")
            .setCommand(task.getCommand());
    executor.getExecutorIdBuilder().setValue(id);
    return executor.build();
  }

  private ExecutorRun executor(Turn turn, Kind kind, FrameworkInfo framework, ExecutorInfo info) {
    Optional<ExecutorRun> known =
        population.executor(framework.getId().getValue(), info.getExecutorId().getValue());
    if (known.isPresent()) {
      return known.get();
    }
    Run run =
        new Run(
            framework.getId().getValue(), info.getExecutorId().getValue(), ids.get().toString());
    ExecutorRun executor = new ExecutorRun(run, kind, framework, info);
    population.add(executor);
    turn.add(new AgentEffect.Write(run, new Entry.Began(kind, framework, info)));
    switch (kind) {
      case COMMAND -> {}
      case DEFAULT -> turn.add(new AgentEffect.Prepare(run, framework, info));
      case CUSTOM -> {
        turn.add(executor.launch(Optional.empty()));
        timers.set(
            Customs.register(executor), turn.now.plus(settings.executorRegistrationTimeout()));
      }
    }
    return executor;
  }

  private void add(Turn turn, ExecutorRun executor, TaskRun task) {
    population.add(executor, task);
    turn.add(
        new AgentEffect.Write(
            executor.run, new Entry.TaskAdded(task.info, task.container, task.group)));
  }

  /** Whether the task can't be taken; its framework is told. */
  private boolean refused(Turn turn, ExecutorRun executor, TaskRun task) {
    if (agent.drain.isPresent() || agent.leaving.isPresent()) {
      statuses.report(
          turn,
          executor,
          task,
          Statuses.byAgent(
              Statuses.lost(executor), Reason.REASON_AGENT_DRAINING, "The agent is draining"));
      return true;
    }
    boolean ends =
        executor.state == ExecutorRun.State.TERMINATING
            || executor.state == ExecutorRun.State.ENDED;
    if (ends || executor.frameworkGone) {
      statuses.report(
          turn,
          executor,
          task,
          Statuses.byAgent(
              Statuses.lost(executor),
              Reason.REASON_EXECUTOR_TERMINATED,
              "Executor terminating or terminated"));
      return true;
    }
    return false;
  }

  private static void launch(Turn turn, ExecutorRun executor, TaskRun task) {
    turn.add(executor.launch(Optional.of(task)));
  }
}
