package io.cellos.mesos.agent.core;

import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/** What is found out about tasks that are checked. */
final class Checks {
  private final Population population;
  private final Statuses statuses;
  private final Kills kills;

  Checks(Population population, Statuses statuses, Kills kills) {
    this.population = population;
    this.statuses = statuses;
    this.kills = kills;
  }

  void health(Turn turn, AgentEvent.HealthChanged event) {
    Optional<Population.Found> running = running(event.task());
    if (running.isEmpty()) {
      return;
    }
    ExecutorRun executor = running.get().executor();
    TaskRun task = running.get().task();
    statuses.report(
        turn,
        executor,
        task,
        again(task)
            .setReason(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
            .setHealthy(event.healthy()));
    if (event.kill()) {
      kills.kill(turn, executor, task, Cause.HEALTH, kills.grace(task));
    }
  }

  void check(Turn turn, AgentEvent.CheckChanged event) {
    running(event.task())
        .ifPresent(
            found ->
                statuses.report(
                    turn,
                    found.executor(),
                    found.task(),
                    again(found.task())
                        .setReason(Reason.REASON_TASK_CHECK_STATUS_UPDATED)
                        .setCheckStatus(event.status())));
  }

  private Optional<Population.Found> running(TaskKey key) {
    return population
        .task(key)
        .filter(found -> found.task().state == TaskState.TASK_RUNNING)
        .filter(found -> found.task().death.isEmpty());
  }

  /** The last status with all that it carries, but for what makes it this one. */
  private static TaskStatus.Builder again(TaskRun task) {
    return task.statuses.getLast().toBuilder().clearUuid().clearTimestamp();
  }
}
