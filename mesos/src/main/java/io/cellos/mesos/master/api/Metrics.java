package io.cellos.mesos.master.api;

import com.sun.management.OperatingSystemMXBean;
import io.cellos.mesos.master.loop.MasterLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters and gauges by Mesos' names, see its docs/monitoring.md. */
final class Metrics {
  private static final Path LOAD = Path.of("/proc/loadavg");

  private final Site site;

  Metrics(Site site) {
    this.site = site;
  }

  /** All that there are now; those of the cluster only where this master leads. */
  SortedMap<String, Double> now() throws IOException, InterruptedException {
    SortedMap<String, Double> all = new TreeMap<>(system());
    Instant now = Instant.now();
    all.put("master/uptime_secs", seconds(site.started(), now));
    all.put("master/elected", 0.0);
    all.put("registrar/log/recovered", 0.0);
    if (site.leadership().get() instanceof Leadership.Leading(MasterLoop loop, Instant elected)) {
      MetricNames.ALWAYS.forEach(name -> all.put(name, 0.0));
      all.putAll(loop.view().metrics());
      all.put("master/elected", 1.0);
      all.put("master/elected_secs", seconds(elected, now));
      all.put("registrar/log/recovered", 1.0);
      all.put("master/event_queue_messages", (double) loop.backlog());
      all.put(
          "master/operator_event_stream_subscribers", (double) loop.clients().watchers().count());
    }
    return all;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** The machine. */
  static Map<String, Double> system() throws IOException {
    SortedMap<String, Double> all = new TreeMap<>();
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    all.put("system/cpus_total", (double) machine.getAvailableProcessors());
    all.put("system/mem_total_bytes", (double) machine.getTotalMemorySize());
    all.put("system/mem_free_bytes", (double) machine.getFreeMemorySize());
    if (Files.isReadable(LOAD)) {
      String[] load = Files.readString(LOAD).split(" ", 4);
      all.put("system/load_1min", Double.parseDouble(load[0]));
      all.put("system/load_5min", Double.parseDouble(load[1]));
      all.put("system/load_15min", Double.parseDouble(load[2]));
    }
    return all;
  }
}
