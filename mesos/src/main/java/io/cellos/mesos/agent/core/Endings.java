package io.cellos.mesos.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskResourceLimitation;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/** What containers do: they run, they don't, they end. */
final class Endings {
  private final Population population;
  private final Timers timers;
  private final Statuses statuses;
  private final Kills kills;
  private final Retirement retirement;

  Endings(
      Population population, Timers timers, Statuses statuses, Kills kills, Retirement retirement) {
    this.population = population;
    this.timers = timers;
    this.statuses = statuses;
    this.kills = kills;
    this.retirement = retirement;
  }

  void launched(Turn turn, AgentEvent.Launched event) {
    population
        .taskIn(event.container())
        .filter(found -> !found.task().isTerminal())
        .ifPresent(found -> launched(turn, found.executor(), found.task(), event));
  }

  private void launched(Turn turn, ExecutorRun executor, TaskRun task, AgentEvent.Launched event) {
    task.running = true;
    task.networks = event.networks();
    TaskKey key = executor.key(task);
    if (task.state == TaskState.TASK_STAGING) {
      statuses.report(turn, executor, task, Statuses.byExecutor(TaskState.TASK_STARTING));
    }
    if (task.death.isPresent()) {
      kills.terminate(turn, executor, task);
      return;
    }
    if (task.state == TaskState.TASK_STARTING) {
      statuses.report(turn, executor, task, Statuses.byExecutor(TaskState.TASK_RUNNING));
    }
    if (task.info.hasHealthCheck() || task.info.hasCheck()) {
      Optional<Boolean> healthy =
          Optional.of(task.statuses.getLast())
              .filter(TaskStatus::hasHealthy)
              .map(TaskStatus::getHealthy);
      turn.add(new AgentEffect.StartChecks(key, executor.launch(Optional.of(task)), healthy));
    }
    long limit = task.info.getMaxCompletionTime().getNanoseconds();
    if (limit > 0) {
      timers.set(Kills.complete(key), begun(turn, task).plus(Duration.ofNanos(limit)));
    }
  }

  /** When the task ran first, also if the agent has been restarted since. */
  private static Instant begun(Turn turn, TaskRun task) {
    return task.statuses.stream()
        .filter(status -> status.getState() == TaskState.TASK_STARTING)
        .findFirst()
        .map(status -> Instant.ofEpochMilli((long) (status.getTimestamp() * 1000)))
        .orElse(turn.now);
  }

  void notLaunched(Turn turn, AgentEvent.NotLaunched event) {
    population
        .taskIn(event.container())
        .ifPresent(
            found -> {
              TaskStatus.Builder status =
                  found.task().death.isPresent()
                      ? Statuses.byAgent(
                          TaskState.TASK_KILLED,
                          Reason.REASON_TASK_KILLED_DURING_LAUNCH,
                          "Killed before delivery to the executor")
                      : Statuses.byAgent(TaskState.TASK_FAILED, event.reason(), event.message());
              end(turn, found, status);
            });
    population
        .executorIn(event.container())
        .ifPresent(
            executor -> {
              executor.verdict =
                  Optional.of(new ExecutorRun.Verdict(event.reason(), event.message()));
              ended(turn, executor, Optional.empty());
            });
    turn.add(new AgentEffect.Release(event.container()));
  }

  void ended(Turn turn, AgentEvent.Ended event) {
    population
        .taskIn(event.container())
        .ifPresent(found -> end(turn, found, status(found.task(), event)));
    population
        .executorIn(event.container())
        .ifPresent(
            executor -> {
              event
                  .limitation()
                  .ifPresent(
                      limit ->
                          executor.verdict =
                              Optional.of(
                                  new ExecutorRun.Verdict(limit.reason(), limit.message())));
              ended(turn, executor, event.status());
            });
    turn.add(new AgentEffect.Release(event.container()));
  }

  private static TaskStatus.Builder status(TaskRun task, AgentEvent.Ended event) {
    TaskState state =
        event.status().filter(WaitStatus::isSuccess).isPresent()
            ? TaskState.TASK_FINISHED
            : TaskState.TASK_FAILED;
    TaskStatus.Builder status = Statuses.byExecutor(state);
    boolean docker = task.info.getContainer().hasDocker();
    String what = docker ? "Container" : "Command";
    status.setMessage(
        event
            .status()
            .map(how -> what + " " + how)
            .orElse("Failed to get exit status for " + what));
    Cause cause = task.death.map(TaskRun.Death::cause).orElse(null);
    if (event.limitation().isPresent()) {
      Limitation limit = event.limitation().get();
      return status
          .setState(TaskState.TASK_FAILED)
          .setReason(limit.reason())
          .setMessage(status.getMessage() + ": " + limit.message())
          .setLimitation(TaskResourceLimitation.newBuilder().addAllResources(limit.resources()));
    }
    if (cause == null) {
      return status;
    }
    return switch (cause) {
      case COMPLETION ->
          status
              .setState(TaskState.TASK_FAILED)
              .setReason(Reason.REASON_MAX_COMPLETION_TIME_REACHED);
      case HEALTH -> status.setState(TaskState.TASK_KILLED).setHealthy(false);
      case DRAIN -> status.setState(TaskState.TASK_KILLED).setReason(Reason.REASON_AGENT_DRAINING);
      case KILL, GROUP, SHUTDOWN -> status.setState(TaskState.TASK_KILLED);
    };
  }

  private void end(Turn turn, Population.Found found, TaskStatus.Builder status) {
    ExecutorRun executor = found.executor();
    TaskRun task = found.task();
    TaskKey key = executor.key(task);
    timers.cancel(Kills.escalate(key));
    timers.cancel(Kills.complete(key));
    turn.add(new AgentEffect.StopChecks(key));
    boolean wasOver = task.isTerminal();
    statuses.report(turn, executor, task, status);
    if (!wasOver && task.state != TaskState.TASK_FINISHED) {
      kills.rest(turn, executor, task);
    }
  }

  /** A custom executor's process is gone, and with it what its tasks were. */
  private void ended(Turn turn, ExecutorRun executor, Optional<WaitStatus> status) {
    if (executor.state == ExecutorRun.State.ENDED) {
      return;
    }
    executor.state = ExecutorRun.State.ENDED;
    timers.cancel(Customs.register(executor));
    timers.cancel(Kills.shutdown(executor));
    executor.stream.ifPresent(s -> turn.add(new AgentEffect.CloseExecutor(s)));
    executor.stream = Optional.empty();
    turn.add(new AgentEffect.Write(executor.run, new Entry.ExecutorEnded(status)));
    ExecutorRun.Verdict verdict =
        executor.verdict.orElse(
            new ExecutorRun.Verdict(Reason.REASON_EXECUTOR_TERMINATED, "Executor terminated"));
    for (TaskRun task : List.copyOf(executor.tasks.values())) {
      statuses.report(
          turn,
          executor,
          task,
          Statuses.byAgent(TaskState.TASK_FAILED, verdict.reason(), verdict.message()));
    }
    retirement.exited(turn, executor, status.map(WaitStatus::raw).orElse(-1));
    retirement.settle(turn, executor);
  }
}
