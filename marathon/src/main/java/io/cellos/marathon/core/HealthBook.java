package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.Health;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What our own checks of tasks have found. It is not kept over a change of leader. */
final class HealthBook {
  private final Map<TaskId, Map<HealthCheck, Health>> health = new LinkedHashMap<>();
  private final Map<TaskId, Map<String, ReadinessCheck.Result>> readiness = new HashMap<>();
  private Map<TaskId, List<Health>> snapshot = Map.of();
  private boolean stale;

  Health of(TaskId task, HealthCheck check) {
    return health.getOrDefault(task, Map.of()).getOrDefault(check, Health.none(task));
  }

  void put(HealthCheck check, Health found) {
    health.computeIfAbsent(found.task(), task -> new LinkedHashMap<>()).put(check, found);
    stale = true;
  }

  void put(TaskId task, ReadinessCheck.Result result) {
    readiness.computeIfAbsent(task, id -> new LinkedHashMap<>()).put(result.name(), result);
  }

  /** The last answers of the task's readiness checks. */
  Collection<ReadinessCheck.Result> readiness(TaskId task) {
    return readiness.getOrDefault(task, Map.of()).values();
  }

  void forget(Instance instance) {
    for (TaskId task : instance.tasks().keySet()) {
      readiness.remove(task);
      if (health.remove(task) != null) {
        stale = true;
      }
    }
  }

  /** All that is known; the map never changes. */
  Map<TaskId, List<Health>> snapshot() {
    if (stale) {
      Map<TaskId, List<Health>> copy = new HashMap<>();
      health.forEach((task, found) -> copy.put(task, new ArrayList<>(found.values())));
      snapshot = Collections.unmodifiableMap(copy);
      stale = false;
    }
    return snapshot;
  }
}
