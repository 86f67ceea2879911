package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/** Groups of tasks, each with the group's executor in it. */
public final class GroupCheck {
  private static final double LEAST_CPUS = 0.01;
  private static final double LEAST_MEM = 32;

  private GroupCheck() {}

  public static Optional<String> problem(List<TaskInfo> tasks, ExecutorInfo executor, Site site) {
    return First.of(
        () -> when(tasks.isEmpty(), "Task group cannot be empty"),
        () -> each(tasks, site),
        () -> ExecutorCheck.problem(executor, site),
        () -> executor(tasks, executor),
        () -> least(executor),
        () -> together(tasks, executor),
        () -> enough(tasks, executor, site),
        () -> ExecutorCheck.noSharedCgroups(executor),
        () -> cgroups(tasks, executor, site));
  }

  private static Optional<String> each(List<TaskInfo> tasks, Site site) {
    Set<TaskID> seen = new HashSet<>();
    for (TaskInfo task : tasks) {
      String id = task.getTaskId().getValue();
      Optional<String> problem =
          seen.add(task.getTaskId())
              ? one(task, site)
              : Optional.of("Task has duplicate ID: " + id);
      if (problem.isPresent()) {
        return problem.map(p -> "Task '" + id + "' is invalid: " + p);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> one(TaskInfo task, Site site) {
    HealthCheck.Type health = task.getHealthCheck().getType();
    boolean networkCheck = health == HealthCheck.Type.HTTP || health == HealthCheck.Type.TCP;
    return First.of(
        () -> TaskCheck.itself(task, site),
        () ->
            when(
                task.getContainer().getNetworkInfosCount() > 0 && networkCheck,
                "HTTP and TCP health checks are not supported for nested containers not joining"
                    + " parent's network"),
        () ->
            when(
                task.getContainer().getType() == ContainerInfo.Type.DOCKER && task.hasContainer(),
                "Docker ContainerInfo is not supported on the task"),
        () ->
            when(
                task.getLimitsCount() > 0 && ExecutorCheck.sharesCgroups(task.getContainer()),
                "Resource limits may only be set for tasks within a task group when the"
                    + " 'share_cgroups' field is set to 'false'."));
  }

  private static Optional<String> executor(List<TaskInfo> tasks, ExecutorInfo executor) {
    return First.of(
        () -> when(!executor.hasType(), "'ExecutorInfo.type' must be set"),
        () -> when(executor.getType() == ExecutorInfo.Type.UNKNOWN, "Unknown executor type"),
        () ->
            when(
                executor.hasContainer()
                    && executor.getContainer().getType() == ContainerInfo.Type.DOCKER,
                "Docker ContainerInfo is not supported on the executor"),
        () ->
            tasks.stream()
                .filter(task -> !task.getExecutor().equals(executor))
                .map(
                    task ->
                        "The `ExecutorInfo` of task '%s' is different from executor '%s'"
                            .formatted(
                                task.getTaskId().getValue(), executor.getExecutorId().getValue()))
                .findFirst());
  }

  private static Optional<String> least(ExecutorInfo executor) {
    Resources resources = Resources.of(executor.getResourcesList());
    String who = "Executor '" + executor.getExecutorId().getValue() + "' uses ";
    return First.of(
        () -> less(who + "less CPUs", resources.scalar("cpus"), LEAST_CPUS),
        () -> less(who + "less memory", resources.scalar("mem"), LEAST_MEM),
        () -> when(resources.scalar("disk") == 0, who + "no disk"));
  }

  private static Optional<String> less(String what, double has, double least) {
    return when(
        has < least,
        "%s (%s) than the minimum required (%s)"
            .formatted(what, has == 0 ? "None" : String.valueOf(has), least));
  }

  private static Optional<String> together(List<TaskInfo> tasks, ExecutorInfo executor) {
    List<Resource> all = new ArrayList<>(executor.getResourcesList());
    tasks.forEach(task -> all.addAll(task.getResourcesList()));
    List<Resources> parts = new ArrayList<>();
    tasks.forEach(task -> parts.add(Resources.of(task.getResourcesList())));
    parts.add(Resources.of(executor.getResourcesList()));
    return First.of(
        () ->
            ResourceRules.uniquePersistence(all)
                .map(p -> "Task group and executor use duplicate persistence ID: " + p),
        () ->
            ResourceRules.revocableMix(all)
                .map(
                    p -> "Task group and executor mix revocable and non-revocable resources: " + p),
        () ->
            when(
                ResourceRules.overlap(parts),
                "There are overlapping resources in the task group's task resources and/or executor"
                    + " resources: "
                    + parts));
  }

  private static Optional<String> enough(List<TaskInfo> tasks, ExecutorInfo executor, Site site) {
    Resources total = Resources.NONE;
    for (TaskInfo task : tasks) {
      total = total.plus(Resources.of(task.getResourcesList()));
    }
    if (site.executor(executor.getExecutorId()).isEmpty()) {
      total = total.plus(Resources.of(executor.getResourcesList()));
    }
    total = total.unallocate();
    return when(
        !site.available().contains(total),
        "Total resources %s required by task group and its executor are more than available %s"
            .formatted(total, site.available()));
  }

  private static Optional<String> cgroups(List<TaskInfo> tasks, ExecutorInfo executor, Site site) {
    List<ContainerInfo> containers = new ArrayList<>(site.containers(executor.getExecutorId()));
    tasks.forEach(task -> containers.add(task.getContainer()));
    return when(
        containers.stream().map(ExecutorCheck::sharesCgroups).distinct().count() > 1,
        "If set, the value of 'share_cgroups' must be the same for all tasks in each task group"
            + " and under a single executor");
  }
}
