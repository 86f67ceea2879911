package io.cellos.mesos.agent.api;

import com.sun.management.OperatingSystemMXBean;
import io.cellos.mesos.agent.core.AgentView;
import io.cellos.protocols.mesos.Resources;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mesos.v1.Protos.TaskState;

/** Counters and gauges by Mesos' names, see its docs/monitoring.md. */
public final class AgentMetrics {
  private final Map<TaskState, AtomicLong> ended = new EnumMap<>(TaskState.class);
  private final AtomicLong valid = new AtomicLong();

  public AgentMetrics() {
    for (TaskState state : TaskState.values()) {
      ended.put(state, new AtomicLong());
    }
  }

  /** An update was made. */
  public void updated(TaskState state) {
    valid.incrementAndGet();
    ended.get(state).incrementAndGet();
  }

  SortedMap<String, Double> of(AgentView view, Instant started) {
    SortedMap<String, Double> all = new TreeMap<>();
    all.put("slave/uptime_secs", Duration.between(started, Instant.now()).toMillis() / 1000.0);
    all.put("slave/registered", view.connected() ? 1.0 : 0.0);
    all.put("slave/valid_status_updates", (double) valid.get());
    for (TaskState state :
        List.of(
            TaskState.TASK_FINISHED,
            TaskState.TASK_FAILED,
            TaskState.TASK_KILLED,
            TaskState.TASK_LOST)) {
      all.put(name(state), (double) ended.get(state).get());
    }
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
      all.put(name(state), (double) count);
    }
    all.put("slave/executors_running", (double) view.executors().size());
    all.put(
        "slave/frameworks_active",
        (double) view.executors().stream().map(e -> e.run().framework()).distinct().count());
    resources(all, view);
    system(all);
    return all;
  }

  private static String name(TaskState state) {
    return "slave/tasks_" + state.name().substring("TASK_".length()).toLowerCase(Locale.ROOT);
  }

  private static void resources(SortedMap<String, Double> all, AgentView view) {
    Resources total = Resources.of(view.total());
    Resources used = Resources.of(view.allocated());
    for (String name : List.of("cpus", "mem", "disk", "gpus")) {
      double most = total.scalar(name);
      all.put("slave/" + name + "_total", most);
      all.put("slave/" + name + "_used", used.scalar(name));
      all.put("slave/" + name + "_percent", most > 0 ? used.scalar(name) / most : 0);
    }
  }

  private static void system(SortedMap<String, Double> all) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    all.put("system/cpus_total", (double) machine.getAvailableProcessors());
    all.put("system/mem_total_bytes", (double) machine.getTotalMemorySize());
    all.put("system/mem_free_bytes", (double) machine.getFreeMemorySize());
    all.put("system/load_1min", machine.getSystemLoadAverage());
  }
}
