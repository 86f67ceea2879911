package io.cellos.mesos.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;

/** Makes tasks and executors end: asked first, killed when their grace is over. */
final class Kills {
  private final Agent agent;
  private final Timers timers;
  private final Statuses statuses;
  private final CoreSettings settings;

  Kills(Agent agent, Timers timers, Statuses statuses, CoreSettings settings) {
    this.agent = agent;
    this.timers = timers;
    this.statuses = statuses;
    this.settings = settings;
  }

  /** The task's framework wants it to end. */
  void asked(Turn turn, ExecutorRun executor, TaskRun task, Optional<KillPolicy> policy) {
    if (executor.kind != Kind.CUSTOM) {
      kill(turn, executor, task, Cause.KILL, grace(task, policy));
      return;
    }
    if (!task.running) {
      statuses.report(
          turn,
          executor,
          task,
          Statuses.byAgent(
              TaskState.TASK_KILLED,
              TaskStatus.Reason.REASON_TASK_KILLED_DURING_LAUNCH,
              "Killed before delivery to the executor"));
      return;
    }
    Event.Kill.Builder kill = Event.Kill.newBuilder().setTaskId(task.info.getTaskId());
    policy.ifPresent(kill::setKillPolicy);
    say(turn, executor, Event.newBuilder().setType(Event.Type.KILL).setKill(kill).build());
  }

  static void say(Turn turn, ExecutorRun executor, Event event) {
    executor.stream.ifPresent(s -> turn.add(new AgentEffect.ToExecutor(s, event)));
  }

  /** The call's policy counts most, then the task's, then the flag. */
  private Duration grace(TaskRun task, Optional<KillPolicy> policy) {
    if (policy.filter(KillPolicy::hasGracePeriod).isPresent()) {
      return duration(policy.get().getGracePeriod());
    }
    return grace(task);
  }

  Duration grace(TaskRun task) {
    return task.info.getKillPolicy().hasGracePeriod()
        ? duration(task.info.getKillPolicy().getGracePeriod())
        : settings.killGrace();
  }

  private static Duration duration(DurationInfo info) {
    return Duration.ofNanos(Math.max(0, info.getNanoseconds()));
  }

  /** A second kill can make the end of the first one's grace earlier, never later. */
  void kill(Turn turn, ExecutorRun executor, TaskRun task, Cause cause, Duration grace) {
    if (task.isTerminal()) {
      return;
    }
    if (task.death.isPresent()) {
      hurry(turn, executor, task, task.death.get(), grace);
      return;
    }
    Instant escalation = turn.now.plus(grace);
    task.death = Optional.of(new TaskRun.Death(cause, turn.now, escalation));
    write(turn, executor, task);
    turn.add(new AgentEffect.StopChecks(executor.key(task)));
    timers.cancel(complete(executor.key(task)));
    if (!task.running) {
      turn.add(new AgentEffect.Destroy(task.container.getValue()));
      return;
    }
    if (cause != Cause.COMPLETION && Frameworks.knowsKilling(executor.framework)) {
      statuses.report(turn, executor, task, Statuses.byExecutor(TaskState.TASK_KILLING));
    }
    terminate(turn, executor, task);
  }

  /** Asks the task's processes to end, and remembers when its grace is over. */
  void terminate(Turn turn, ExecutorRun executor, TaskRun task) {
    String container = task.container.getValue();
    Instant escalation = task.death.orElseThrow().escalation();
    turn.add(new AgentEffect.Terminate(container));
    if (escalation.isAfter(turn.now)) {
      timers.set(escalate(executor.key(task)), escalation);
    } else {
      turn.add(new AgentEffect.Destroy(container));
    }
  }

  private void hurry(
      Turn turn, ExecutorRun executor, TaskRun task, TaskRun.Death death, Duration grace) {
    Instant earlier = death.begun().plus(grace);
    if (!earlier.isBefore(death.escalation())) {
      return;
    }
    task.death = Optional.of(new TaskRun.Death(death.cause(), death.begun(), earlier));
    write(turn, executor, task);
    timers.set(escalate(executor.key(task)), earlier);
  }

  private static void write(Turn turn, ExecutorRun executor, TaskRun task) {
    TaskRun.Death death = task.death.orElseThrow();
    turn.add(
        new AgentEffect.Write(
            executor.run,
            new Entry.Killing(task.id(), death.cause(), death.begun(), death.escalation())));
  }

  static Timers.Key escalate(TaskKey key) {
    return new Timers.Key(Timers.What.ESCALATE, key.framework(), key.task());
  }

  static Timers.Key complete(TaskKey key) {
    return new Timers.Key(Timers.What.COMPLETE, key.framework(), key.task());
  }

  /** One task of a group failed or was killed: the others are to end. */
  void rest(Turn turn, ExecutorRun executor, TaskRun first) {
    if (first.group == 0) {
      return;
    }
    executor.tasks.values().stream()
        .filter(task -> task.group == first.group && task != first && task.death.isEmpty())
        .toList()
        .forEach(task -> kill(turn, executor, task, Cause.GROUP, grace(task)));
  }

  /** The executor and all its tasks are to end, within the executor's own grace. */
  void shutdown(Turn turn, ExecutorRun executor) {
    Duration grace =
        executor.info.hasShutdownGracePeriod()
            ? duration(executor.info.getShutdownGracePeriod())
            : settings.executorShutdownGracePeriod();
    if (executor.kind != Kind.CUSTOM) {
      for (TaskRun task : List.copyOf(executor.tasks.values())) {
        kill(turn, executor, task, Cause.SHUTDOWN, grace);
      }
      return;
    }
    if (executor.state == ExecutorRun.State.TERMINATING
        || executor.state == ExecutorRun.State.ENDED) {
      return;
    }
    executor.state = ExecutorRun.State.TERMINATING;
    if (executor.stream.isEmpty()) {
      turn.add(new AgentEffect.Destroy(executor.run.container()));
      return;
    }
    say(turn, executor, Event.newBuilder().setType(Event.Type.SHUTDOWN).build());
    timers.set(shutdown(executor), turn.now.plus(grace));
  }

  static Timers.Key shutdown(ExecutorRun executor) {
    return new Timers.Key(Timers.What.SHUTDOWN, executor.run.framework(), executor.run.executor());
  }

  /** Ends everything of the executor; nobody is told. */
  void abandon(Turn turn, ExecutorRun executor) {
    if (executor.frameworkGone) {
      return;
    }
    executor.frameworkGone = true;
    turn.add(new AgentEffect.Write(executor.run, new Entry.FrameworkGone()));
    for (TaskRun task : List.copyOf(executor.tasks.values())) {
      task.pending.clear();
      if (task.isTerminal()) {
        statuses.forget(turn, executor, task);
      }
    }
    shutdown(turn, executor);
  }

  /** Ends all tasks in order, each within its own grace or the drain's if that is shorter. */
  void drain(Turn turn, ExecutorRun executor) {
    Optional<Duration> most =
        agent
            .drain
            .filter(config -> config.hasMaxGracePeriod())
            .map(config -> duration(config.getMaxGracePeriod()));
    for (TaskRun task : List.copyOf(executor.tasks.values())) {
      Duration own = grace(task);
      Duration grace = most.filter(max -> max.compareTo(own) < 0).orElse(own);
      if (executor.kind == Kind.CUSTOM) {
        KillPolicy policy =
            KillPolicy.newBuilder()
                .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(grace.toNanos()))
                .build();
        asked(turn, executor, task, Optional.of(policy));
      } else {
        kill(turn, executor, task, Cause.DRAIN, grace);
      }
    }
  }
}
