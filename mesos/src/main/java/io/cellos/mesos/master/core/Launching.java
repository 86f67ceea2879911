package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.ExecutorEntry;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.TaskEntry;
import io.cellos.mesos.master.core.validation.GroupCheck;
import io.cellos.mesos.master.core.validation.TaskCheck;
import io.cellos.protocols.mesos.ResourceCheck;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** Launches tasks, alone and in groups. */
final class Launching {
  private final Books books;
  private final Tasks tasks;

  Launching(Books books, Tasks tasks) {
    this.books = books;
    this.tasks = tasks;
  }

  static boolean isPartitionAware(Framework framework) {
    return framework.has(Capability.Type.PARTITION_AWARE);
  }

  static List<TaskInfo> tasks(Operation operation) {
    return switch (operation.getType()) {
      case LAUNCH -> operation.getLaunch().getTaskInfosList();
      case LAUNCH_GROUP -> operation.getLaunchGroup().getTaskGroup().getTasksList();
      case RESERVE,
          UNRESERVE,
          CREATE,
          DESTROY,
          GROW_VOLUME,
          SHRINK_VOLUME,
          CREATE_DISK,
          DESTROY_DISK,
          UNKNOWN ->
          List.of();
    };
  }

  /** What is wrong with an operation as a whole, so that none of its tasks is launched. */
  private static Optional<String> problem(Operation operation) {
    if (operation.hasId()) {
      return Optional.of("The `id` field cannot be set on " + operation.getType() + " operations");
    }
    Optional<String> problem =
        ResourceCheck.problem(operation.getLaunchGroup().getExecutor().getResourcesList());
    for (TaskInfo task : tasks(operation)) {
      problem =
          problem
              .or(() -> ResourceCheck.problem(task.getResourcesList()))
              .or(() -> ResourceCheck.problem(task.getExecutor().getResourcesList()));
    }
    return problem;
  }

  void launch(Pot pot, Operation operation, Instant now) {
    Optional<String> whole = problem(operation);
    for (TaskInfo given : operation.getLaunch().getTaskInfosList()) {
      Optional<String> problem = whole;
      if (whole.isEmpty()) {
        TaskInfo task = completed(given, pot);
        Resources needs = Resources.of(task.getResourcesList()).unallocate();
        problem = TaskCheck.problem(task, needs, pot);
        if (problem.isEmpty()) {
          launch(pot, task, needs);
        }
      }
      problem.ifPresent(
          reason -> refuse(pot, given, TaskStatus.Reason.REASON_TASK_INVALID, reason, now));
    }
  }

  private void refuse(
      Pot pot, TaskInfo task, TaskStatus.Reason reason, String message, Instant now) {
    tasks.refuse(
        pot.of(),
        Statuses.of(
                task.getTaskId(),
                Optional.of(task.getAgentId()),
                TaskState.TASK_ERROR,
                reason,
                message,
                now)
            .build());
  }

  /** With all that Mesos lets frameworks leave out. */
  private static TaskInfo completed(TaskInfo given, Pot pot) {
    TaskInfo.Builder task = Format.allocated(given, pot.role()).toBuilder();
    if (task.hasExecutor() && !task.getExecutor().hasFrameworkId()) {
      task.getExecutorBuilder().setFrameworkId(pot.framework());
    }
    if (task.hasHealthCheck() && !task.getHealthCheck().hasType()) {
      HealthCheck check = task.getHealthCheck();
      if (check.hasCommand() != check.hasHttp()) {
        task.getHealthCheckBuilder()
            .setType(check.hasCommand() ? HealthCheck.Type.COMMAND : HealthCheck.Type.HTTP);
      }
    }
    return task.build();
  }

  private void launch(Pot pot, TaskInfo task, Resources needs) {
    if (task.hasExecutor()) {
      start(pot, task.getExecutor());
    }
    add(pot, task, needs);
    books.out().say(pot.on(), new ToAgent.RunTask(pot.of().info(), task));
  }

  private void start(Pot pot, ExecutorInfo executor) {
    if (pot.executor(executor.getExecutorId()).isEmpty()) {
      ExecutorEntry entry = ExecutorEntry.of(pot.agent(), executor);
      books.cluster().addExecutor(entry);
      pot.take(entry.resources());
    }
  }

  private void add(Pot pot, TaskInfo info, Resources needs) {
    Task task = staging(info, pot);
    books.cluster().addTask(new TaskEntry(task, pot.role(), needs));
    pot.take(needs);
    books.out().announce(Announcements.added(task));
  }

  private static Task staging(TaskInfo info, Pot pot) {
    Task.Builder task =
        Task.newBuilder()
            .setName(info.getName())
            .setTaskId(info.getTaskId())
            .setFrameworkId(pot.framework())
            .setAgentId(info.getAgentId())
            .setState(TaskState.TASK_STAGING)
            .addAllResources(info.getResourcesList())
            .putAllLimits(info.getLimitsMap());
    if (info.hasExecutor()) {
      task.setExecutorId(info.getExecutor().getExecutorId());
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
    } else if (info.getExecutor().getCommand().hasUser()) {
      task.setUser(info.getExecutor().getCommand().getUser());
    }
    return task.build();
  }

  void launchGroup(Pot pot, Operation operation, Instant now) {
    Optional<String> problem = problem(operation);
    List<TaskInfo> group = List.of();
    ExecutorInfo executor = ExecutorInfo.getDefaultInstance();
    if (problem.isEmpty()) {
      executor = Format.allocated(operation.getLaunchGroup().getExecutor(), pot.role());
      group = group(operation, executor, pot);
      problem = GroupCheck.problem(group, executor, pot);
    }
    if (problem.isPresent()) {
      for (TaskInfo task : tasks(operation)) {
        refuse(pot, task, TaskStatus.Reason.REASON_TASK_GROUP_INVALID, problem.get(), now);
      }
      return;
    }
    start(pot, executor);
    for (TaskInfo task : group) {
      add(pot, task, Resources.of(task.getResourcesList()).unallocate());
    }
    books.out().say(pot.on(), new ToAgent.RunGroup(pot.of().info(), executor, group));
  }

  private static List<TaskInfo> group(Operation operation, ExecutorInfo executor, Pot pot) {
    List<TaskInfo> group = new ArrayList<>();
    for (TaskInfo task : tasks(operation)) {
      TaskInfo with = task.hasExecutor() ? task : task.toBuilder().setExecutor(executor).build();
      group.add(completed(with, pot));
    }
    return group;
  }
}
