package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.view.Health;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What health checks have found. */
final class HealthJson {
  private HealthJson() {}

  /** The findings of all checks of a task; those that have none yet are left out. */
  static List<Health> of(MarathonView view, Instance instance, Task task) {
    List<Health> all =
        new ArrayList<>(
            view.health().getOrDefault(task.id(), List.of()).stream()
                .filter(
                    health -> health.lastSuccess().isPresent() || health.lastFailure().isPresent())
                .toList());
    if (isCheckedByMesos(instance)) {
      task.healthByMesos().ifPresent(healthy -> all.add(byMesos(task, healthy)));
    }
    return all;
  }

  private static boolean isCheckedByMesos(Instance instance) {
    return switch (instance.spec()) {
      case AppDefinition app ->
          app.checks().health().stream().map(HealthCheck::protocol).anyMatch(p -> p.byMesos());
      case PodDefinition _ -> true;
    };
  }

  /** Mesos tells only how it is now. */
  private static Health byMesos(Task task, boolean healthy) {
    Timestamp at = Timestamp.ofMillis((long) (task.status().orElseThrow().getTimestamp() * 1000));
    Optional<Timestamp> yes = healthy ? Optional.of(at) : Optional.empty();
    Optional<Timestamp> no = healthy ? Optional.empty() : Optional.of(at);
    return new Health(task.id(), yes, yes, no, Optional.empty(), healthy ? 0 : 1);
  }

  static ObjectNode write(Health health) {
    ObjectNode object =
        Trees.object()
            .put("alive", health.isAlive())
            .put("consecutiveFailures", health.consecutiveFailures());
    health.firstSuccess().ifPresent(at -> object.put("firstSuccess", at.toString()));
    object.put("instanceId", health.task().instance().toString());
    health.lastSuccess().ifPresent(at -> object.put("lastSuccess", at.toString()));
    health.lastFailure().ifPresent(at -> object.put("lastFailure", at.toString()));
    health.lastFailureCause().ifPresent(cause -> object.put("lastFailureCause", cause));
    return object;
  }
}
