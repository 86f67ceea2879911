package io.cellos.mesos.master.api;

import io.cellos.mesos.http.MachineNumbers;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.loop.MasterLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/** Counters and gauges by Mesos' names, see its docs/monitoring.md. */
final class Metrics {
  private final Site site;

  Metrics(Site site) {
    this.site = site;
  }

  /** All that there are now; those of the cluster only where this master leads. */
  SortedMap<String, Double> now() throws IOException, InterruptedException {
    SortedMap<String, Double> all = MachineNumbers.now();
    Instant now = Instant.now();
    all.put("master/uptime_secs", seconds(site.started(), now));
    all.put("master/elected", 0.0);
    all.put("registrar/log/recovered", 0.0);
    if (site.leadership().get() instanceof Leadership.Leading(MasterLoop loop, Instant elected)) {
      MetricNames.ALWAYS.forEach(name -> all.put(name, 0.0));
      MasterView view = loop.view();
      all.putAll(view.metrics());
      if (site.flags().get("publish_per_framework_metrics").equals("true")) {
        view.counts().forEach(counts -> FrameworkMetrics.put(all, counts));
      }
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
}
