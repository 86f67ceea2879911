package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Resource;

/** Executors, with their resources in the form after refinement and allocated. */
final class ExecutorCheck {
  private ExecutorCheck() {}

  static Optional<String> problem(ExecutorInfo executor, Site site) {
    return First.of(
        () -> type(executor),
        () -> Ids.problem(executor.getExecutorId().getValue()),
        () ->
            when(
                executor.getShutdownGracePeriod().getNanoseconds() < 0,
                "ExecutorInfo's 'shutdown_grace_period' must be non-negative"),
        () ->
            CommandCheck.problem(executor.getCommand())
                .map(p -> "Executor's `CommandInfo` is invalid: " + p),
        () ->
            executor.hasContainer()
                ? CommandCheck.problem(executor.getContainer())
                    .map(p -> "Executor's `ContainerInfo` is invalid: " + p)
                : Optional.empty(),
        () -> framework(executor, site),
        () -> resources(executor.getResourcesList()),
        () -> sameAsBefore(executor, site));
  }

  private static Optional<String> type(ExecutorInfo e) {
    return switch (e.getType()) {
      case DEFAULT ->
          First.of(
              () ->
                  when(
                      e.hasCommand(),
                      "'ExecutorInfo.command' must not be set for 'DEFAULT' executor"),
              () ->
                  when(
                      e.hasContainer() && e.getContainer().getType() != ContainerInfo.Type.MESOS,
                      "'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor"),
              () ->
                  when(
                      e.getContainer().getMesos().hasImage(),
                      "'ExecutorInfo.container.mesos.image' must not be set for 'DEFAULT'"
                          + " executor"));
      case CUSTOM ->
          when(!e.hasCommand(), "'ExecutorInfo.command' must be set for 'CUSTOM' executor");
      case UNKNOWN -> Optional.empty(); // as executors without type always were
    };
  }

  private static Optional<String> framework(ExecutorInfo executor, Site site) {
    if (!executor.hasFrameworkId()) {
      return Optional.of("'ExecutorInfo.framework_id' must be set");
    }
    return when(
        !executor.getFrameworkId().equals(site.framework()),
        "ExecutorInfo has an invalid FrameworkID (Actual: %s vs Expected: %s)"
            .formatted(executor.getFrameworkId().getValue(), site.framework().getValue()));
  }

  private static Optional<String> resources(List<Resource> resources) {
    return First.of(
        () -> ResourceRules.problem(resources).map(p -> "Executor uses invalid resources: " + p),
        () ->
            ResourceRules.uniquePersistence(resources)
                .map(p -> "Executor uses duplicate persistence ID: " + p),
        () -> ResourceRules.oneAllocation(resources).map(p -> "Invalid executor resources: " + p),
        () ->
            ResourceRules.revocableMix(resources)
                .map(p -> "Executor mixes revocable and non-revocable resources: " + p));
  }

  private static Optional<String> sameAsBefore(ExecutorInfo executor, Site site) {
    return site.executor(executor.getExecutorId())
        .filter(existing -> !existing.equals(executor))
        .map(
            existing ->
                "ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID."
                    + "\nExisting ExecutorInfo:\n"
                    + existing
                    + "\nExecutorInfo:\n"
                    + executor);
  }

  /** Whether tasks share the executor's cgroups; by default they do. */
  static boolean sharesCgroups(ContainerInfo container) {
    return !container.getLinuxInfo().hasShareCgroups()
        || container.getLinuxInfo().getShareCgroups();
  }

  static Optional<String> noSharedCgroups(ExecutorInfo executor) {
    return when(
        executor.getContainer().getLinuxInfo().getShareCgroups()
            && executor.getContainer().getLinuxInfo().hasShareCgroups(),
        "The 'share_cgroups' field cannot be set to 'true' on executor containers");
  }
}
