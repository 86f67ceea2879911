package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.ExecutorEntry;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.States;
import io.cellos.mesos.master.core.state.TaskEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What an agent that comes back has, and what the master knows of it, are made to agree. */
final class Rejoining {
  private final Books books;
  private final Tasks tasks;
  private final Schedulers schedulers;

  Rejoining(Books books, Tasks tasks, Schedulers schedulers) {
    this.books = books;
    this.tasks = tasks;
    this.schedulers = schedulers;
  }

  /** The agent never was out of reach: what it does not have it never got. */
  void known(Agent agent, ToMaster.Register register, Instant now) {
    Map<FrameworkID, Set<TaskID>> has = new HashMap<>();
    register
        .tasks()
        .forEach(
            task ->
                has.computeIfAbsent(task.getFrameworkId(), f -> new HashSet<>())
                    .add(task.getTaskId()));
    for (TaskEntry task : agent.tasks()) {
      if (!has.getOrDefault(task.framework(), Set.of()).contains(task.id())) {
        tasks.end(task, neverGot(task, now));
      }
    }
    Set<Object> executors = new HashSet<>();
    register
        .executors()
        .forEach(e -> executors.add(Map.entry(e.getFrameworkId(), e.getExecutorId())));
    for (ExecutorEntry executor : agent.executors()) {
      ExecutorInfo info = executor.info();
      if (!executors.contains(Map.entry(info.getFrameworkId(), info.getExecutorId()))) {
        books.cluster().removeExecutor(executor);
      }
    }
    frameworks(agent, register, now);
    executors(agent, register);
    for (Task task : register.tasks()) {
      if (!States.isTerminal(task.getState())) {
        add(agent, task);
      }
    }
    kill(agent, has);
  }

  private TaskStatus neverGot(TaskEntry task, Instant now) {
    Framework framework = books.frameworks().known(task.framework());
    return Statuses.of(
            task.task(),
            Launching.isPartitionAware(framework) ? TaskState.TASK_DROPPED : TaskState.TASK_LOST,
            TaskStatus.Reason.REASON_RECONCILIATION,
            "Reconciliation: task unknown to the agent",
            now)
        .build();
  }

  private void kill(Agent agent, Map<FrameworkID, Set<TaskID>> has) {
    agent
        .takeKills()
        .forEach(
            (framework, ids) -> {
              for (TaskID id : ids) {
                if (has.getOrDefault(framework, Set.of()).contains(id)) {
                  books.out().say(agent, new ToAgent.KillTask(framework, id, Optional.empty()));
                }
              }
            });
  }

  /** A new leader learns what runs where. */
  void recovered(Agent agent, ToMaster.Register register, Instant now) {
    frameworks(agent, register, now);
    executors(agent, register);
    register.tasks().forEach(task -> add(agent, task));
  }

  /** It was out of reach; its tasks have run on, and their frameworks hear of it. */
  void returned(Agent agent, ToMaster.Register register, String why, Instant now) {
    frameworks(agent, register, now);
    executors(agent, register);
    for (Task task : register.tasks()) {
      books
          .frameworks()
          .find(task.getFrameworkId())
          .ifPresent(
              framework -> {
                books.cluster().findTask(framework, task);
                TaskStatus status =
                    Statuses.known(task, TaskStatus.Reason.REASON_AGENT_REREGISTERED, why, now)
                        .setState(task.getState())
                        .build();
                books.out().tell(framework, Statuses.event(status));
              });
      add(agent, task);
    }
    books.cluster().forgetUnreachable(agent.id());
  }

  /** Frameworks that are not known are known from now on; those that have ended end there too. */
  private void frameworks(Agent agent, ToMaster.Register register, Instant now) {
    for (FrameworkInfo info : register.frameworks()) {
      Optional<Framework> known = books.frameworks().find(info.getId());
      if (books.frameworks().hasEnded(info.getId())) {
        books.out().say(agent, new ToAgent.ShutdownFramework(info.getId()));
      } else if (known.isEmpty()) {
        schedulers.recover(info, now);
      } else if (!known.get().info().equals(info)) {
        books.out().say(agent, new ToAgent.UpdateFramework(known.get().info()));
      }
    }
  }

  private void executors(Agent agent, ToMaster.Register register) {
    for (ExecutorInfo executor : register.executors()) {
      FrameworkID framework = executor.getFrameworkId();
      if (books.frameworks().find(framework).isPresent()
          && agent.executor(framework, executor.getExecutorId()).isEmpty()) {
        books.cluster().addExecutor(ExecutorEntry.of(agent.id(), executor));
      }
    }
  }

  private void add(Agent agent, Task task) {
    if (books.frameworks().find(task.getFrameworkId()).isPresent()
        && agent.task(task.getFrameworkId(), task.getTaskId()).isEmpty()) {
      books.cluster().addTask(task);
      books.out().announce(Announcements.added(task));
    }
  }
}
