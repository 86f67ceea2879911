package io.cellos.marathon.core.instance;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import java.util.Optional;

/** Whether an instance can do its work, as far as its checks say. */
public final class Fitness {
  private Fitness() {}

  /** It runs, is healthy if somebody checks that, and its readiness checks are over. */
  public static boolean isWell(Instance instance) {
    return instance.condition() == Condition.RUNNING
        && instance.ready()
        && (instance.healthy().isPresent()
            ? instance.healthy().get()
            : !hasHealthChecks(instance.spec()));
  }

  /** It runs, and nothing bad is known of it. After a change of leader nothing is known yet. */
  public static boolean isNotSick(Instance instance) {
    return instance.condition() == Condition.RUNNING && instance.healthy().orElse(true);
  }

  public static boolean hasHealthChecks(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> !app.checks().health().isEmpty();
      case PodDefinition pod ->
          pod.containers().stream().anyMatch(container -> container.healthCheck().isPresent());
    };
  }

  public static boolean hasReadinessChecks(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> !app.checks().readiness().isEmpty();
      case PodDefinition _ -> false;
    };
  }

  /** Whether this program, and not Mesos, has something to check while it runs. */
  public static boolean hasOwnChecks(Instance instance) {
    return switch (instance.spec()) {
      case AppDefinition app ->
          app.checks().health().stream().anyMatch(check -> !check.protocol().byMesos())
              || (!instance.ready() && !app.checks().readiness().isEmpty());
      case PodDefinition _ -> false;
    };
  }

  /** Of a pod: what Mesos' checks of its containers say together. */
  public static Optional<Boolean> byMesos(PodDefinition pod, Instance instance) {
    long checked =
        pod.containers().stream().filter(container -> container.healthCheck().isPresent()).count();
    long answers =
        instance.tasks().values().stream().filter(task -> task.healthByMesos().isPresent()).count();
    boolean sick =
        instance.tasks().values().stream().anyMatch(task -> !task.healthByMesos().orElse(true));
    if (sick) {
      return Optional.of(false);
    }
    return checked > 0 && answers >= checked ? Optional.of(true) : Optional.empty();
  }
}
