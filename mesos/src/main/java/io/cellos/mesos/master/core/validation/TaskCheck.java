package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;

/**
 * Tasks, with their resources in the form after refinement, each valid by itself, and allocated.
 */
public final class TaskCheck {
  private TaskCheck() {}

  /**
   * What is wrong with a task that is to be launched alone.
   *
   * @param needs its own resources, without allocation
   */
  public static Optional<String> problem(TaskInfo task, Resources needs, Site site) {
    return First.of(
        () -> itself(task, site),
        () -> executor(task, needs, site),
        () ->
            when(
                !ExecutorCheck.sharesCgroups(task.getContainer()),
                "Only tasks in a task group may have 'share_cgroups' set to 'false'"));
  }

  static Optional<String> itself(TaskInfo task, Site site) {
    return First.of(
        () -> Ids.problem(task.getTaskId().getValue()),
        () ->
            when(
                site.hasTask(task.getTaskId()),
                "Task has duplicate ID: " + task.getTaskId().getValue()),
        () ->
            when(
                site.hasUnreachableTask(task.getTaskId()),
                "Task reuses the ID of an unreachable task: " + task.getTaskId().getValue()),
        () -> agent(task, site),
        () ->
            when(
                task.getKillPolicy().getGracePeriod().getNanoseconds() < 0,
                "Task's 'kill_policy.grace_period' must be non-negative"),
        () ->
            when(
                task.getMaxCompletionTime().getNanoseconds() < 0,
                "Task's `max_completion_time` must be non-negative"),
        () ->
            task.hasCheck()
                ? HealthRules.problem(task.getCheck()).map(p -> "Task uses invalid check: " + p)
                : Optional.empty(),
        () ->
            task.hasHealthCheck()
                ? HealthRules.problem(task.getHealthCheck())
                    .map(p -> "Task uses invalid health check: " + p)
                : Optional.empty(),
        () -> resources(task.getResourcesList()),
        () ->
            CommandCheck.problem(task.getCommand())
                .map(p -> "Task's `CommandInfo` is invalid: " + p),
        () ->
            task.hasContainer()
                ? CommandCheck.problem(task.getContainer())
                    .map(p -> "Task's `ContainerInfo` is invalid: " + p)
                : Optional.empty(),
        () -> limits(task));
  }

  private static Optional<String> agent(TaskInfo task, Site site) {
    return task.getAgentId().equals(site.agent())
        ? Optional.empty()
        : Optional.of(
            "Task uses invalid agent %s while agent %s is expected"
                .formatted(task.getAgentId().getValue(), site.agent().getValue()));
  }

  private static Optional<String> resources(List<Resource> resources) {
    return First.of(
        () -> when(resources.isEmpty(), "Task uses no resources"),
        () -> ResourceRules.problem(resources).map(p -> "Task uses invalid resources: " + p),
        () ->
            ResourceRules.uniquePersistence(resources)
                .map(p -> "Task uses duplicate persistence ID: " + p),
        () -> ResourceRules.oneAllocation(resources).map(p -> "Invalid task resources: " + p),
        () ->
            ResourceRules.revocableMix(resources)
                .map(p -> "Task mixes revocable and non-revocable resources: " + p));
  }

  private static Optional<String> limits(TaskInfo task) {
    Map<String, Value.Scalar> limits = task.getLimitsMap();
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    Resources resources = Resources.of(task.getResourcesList());
    boolean others = limits.keySet().stream().anyMatch(n -> !n.equals("cpus") && !n.equals("mem"));
    return First.of(
        () -> when(others, "Only cpus and mem may be included in a task's resource limits"),
        () -> limit(limits, resources, "cpus", "CPU", "cpu"),
        () -> limit(limits, resources, "mem", "memory", "memory"));
  }

  private static Optional<String> limit(
      Map<String, Value.Scalar> limits, Resources resources, String name, String what, String low) {
    if (!limits.containsKey(name)) {
      return Optional.empty();
    }
    double requested = resources.scalar(name);
    return First.of(
        () ->
            when(
                requested == 0,
                "When a %s limit is specified, a %s request must also be specified"
                    .formatted(what, what)),
        () ->
            when(
                limits.get(name).getValue() < requested,
                "The %s limit must be greater than or equal to the %s request"
                    .formatted(low, low)));
  }

  private static Optional<String> executor(TaskInfo task, Resources needs, Site site) {
    if (task.hasExecutor() == task.hasCommand()) {
      return Optional.of(
          "Task should have at least one (but not both) of CommandInfo or ExecutorInfo present");
    }
    ExecutorInfo executor = task.getExecutor();
    return First.of(
        () -> task.hasExecutor() ? own(executor, site) : Optional.empty(),
        () -> together(task),
        () -> enough(task, needs, site));
  }

  private static Optional<String> own(ExecutorInfo executor, Site site) {
    boolean shared = executor.getResourcesList().stream().anyMatch(Resource::hasShared);
    return First.of(
        () -> ExecutorCheck.problem(executor, site),
        () ->
            when(
                executor.hasType() && executor.getType() != ExecutorInfo.Type.CUSTOM,
                "'ExecutorInfo.type' must be 'CUSTOM'"),
        () -> when(!executor.hasCommand(), "'ExecutorInfo.command' must be set"),
        () ->
            when(
                shared,
                "Executor resources %s should not contain any shared resources"
                    .formatted(Resources.of(executor.getResourcesList()))),
        () -> ExecutorCheck.noSharedCgroups(executor));
  }

  private static Optional<String> together(TaskInfo task) {
    if (!task.hasExecutor()) {
      return Optional.empty();
    }
    List<Resource> all = new ArrayList<>(task.getResourcesList());
    all.addAll(task.getExecutor().getResourcesList());
    Resources own = Resources.of(task.getResourcesList());
    Resources executors = Resources.of(task.getExecutor().getResourcesList());
    return First.of(
        () ->
            when(
                ResourceRules.overlap(List.of(own, executors)),
                "There are overlapping resources in the task resources %s and executor resources %s"
                    .formatted(own, executors)),
        () ->
            ResourceRules.uniquePersistence(all)
                .map(p -> "Task and its executor use duplicate persistence ID: " + p),
        () ->
            ResourceRules.revocableMix(all)
                .map(p -> "Task and its executor mix revocable and non-revocable resources: " + p));
  }

  private static Optional<String> enough(TaskInfo task, Resources needs, Site site) {
    Resources total = needs;
    if (task.hasExecutor() && site.executor(task.getExecutor().getExecutorId()).isEmpty()) {
      total = total.plus(Resources.of(task.getExecutor().getResourcesList()).unallocate());
    }
    return site.available().contains(total)
        ? Optional.empty()
        : Optional.of(
            "Total resources %s required by task and its executor is more than available %s"
                .formatted(total, site.available()));
  }
}
