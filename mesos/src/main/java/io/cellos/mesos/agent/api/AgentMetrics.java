package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.core.AgentView;
import io.cellos.mesos.http.MachineNumbers;
import io.cellos.protocols.mesos.Resources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.apache.mesos.v1.Protos.TaskState;

/** Counters and gauges by Mesos' names, see its docs/monitoring.md. */
public final class AgentMetrics {
  private static final List<String> COUNTED =
      List.of(
          "container_launch_errors",
          "executors_preempted",
          "executors_terminated",
          "invalid_framework_messages",
          "invalid_status_updates",
          "tasks_failed",
          "tasks_finished",
          "tasks_gone",
          "tasks_killed",
          "tasks_lost",
          "valid_framework_messages",
          "valid_status_updates");

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  public AgentMetrics() {
    COUNTED.forEach(name -> counts.put("slave/" + name, new LongAdder()));
  }

  /** It happened once more; the name is without {@code slave/}. */
  public void count(String name) {
    counts.computeIfAbsent("slave/" + name, n -> new LongAdder()).increment();
  }

  /** What somebody else counts or knows, by its whole name. */
  public void gauge(String name, DoubleSupplier value) {
    gauges.put(name, value);
  }

  /** An update was made. */
  public void updated(TaskState state) {
    count("valid_status_updates");
    switch (state) {
      case TASK_FAILED, TASK_FINISHED, TASK_GONE, TASK_KILLED, TASK_LOST -> count(name(state));
      case TASK_STAGING,
          TASK_STARTING,
          TASK_RUNNING,
          TASK_KILLING,
          TASK_ERROR,
          TASK_DROPPED,
          TASK_UNREACHABLE,
          TASK_GONE_BY_OPERATOR,
          TASK_UNKNOWN -> {}
    }
  }

  SortedMap<String, Double> of(AgentView view, Instant started) throws IOException {
    SortedMap<String, Double> all = new TreeMap<>(MachineNumbers.now());
    counts.forEach((name, count) -> all.put(name, count.doubleValue()));
    gauges.forEach((name, gauge) -> all.put(name, gauge.getAsDouble()));
    all.put("slave/uptime_secs", Duration.between(started, Instant.now()).toMillis() / 1000.0);
    all.put("slave/registered", view.connected() ? 1.0 : 0.0);
    for (TaskState state :
        List.of(
            TaskState.TASK_STAGING,
            TaskState.TASK_STARTING,
            TaskState.TASK_RUNNING,
            TaskState.TASK_KILLING)) {
      long count =
          view.executors().stream()
              .flatMap(executor -> executor.tasks().stream())
              .filter(task -> task.getState() == state)
              .count();
      all.put("slave/" + name(state), (double) count);
    }
    all.put("slave/executors_running", (double) view.executors().size());
    all.put(
        "slave/frameworks_active",
        (double) view.executors().stream().map(e -> e.run().framework()).distinct().count());
    resources(all, view);
    return all;
  }

  private static String name(TaskState state) {
    return "tasks_" + state.name().substring("TASK_".length()).toLowerCase(Locale.ROOT);
  }

  private static void resources(SortedMap<String, Double> all, AgentView view) {
    Resources total = Resources.of(view.total());
    Resources used = Resources.of(view.allocated());
    for (String name : List.of("cpus", "mem", "disk", "gpus")) {
      double most = total.scalar(name);
      all.put("slave/" + name + "_total", most);
      all.put("slave/" + name + "_used", used.scalar(name));
      all.put("slave/" + name + "_percent", most > 0 ? used.scalar(name) / most : 0);
      for (String kind : List.of("_revocable_total", "_revocable_used", "_revocable_percent")) {
        all.put("slave/" + name + kind, 0.0); // nothing here is revocable
      }
    }
  }
}
