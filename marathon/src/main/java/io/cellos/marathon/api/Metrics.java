package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.service.Site;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers of this program; those of apps and tasks are the leader's. */
record Metrics(Site site, EventStreams events) {

  /** The numbers by upstream's names. */
  SortedMap<String, Double> gauges() throws IOException, InterruptedException {
    SortedMap<String, Double> all = new TreeMap<>();
    Runtime jvm = Runtime.getRuntime();
    put(all, "jvm.memory.heap.used.gauge.bytes", jvm.totalMemory() - jvm.freeMemory());
    put(all, "jvm.memory.heap.max.gauge.bytes", jvm.maxMemory());
    put(all, "jvm.threads.active.gauge", ManagementFactory.getThreadMXBean().getThreadCount());
    put(all, "uptime.gauge.seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    put(all, "http.event-streams.active.gauge", events.count());
    if (site.leadership().get() instanceof Leadership.Leading(Service service)) {
      add(all, service.view());
    }
    return all;
  }

  private static void add(SortedMap<String, Double> all, MarathonView view) {
    put(all, "apps.active.gauge", view.tree().root().allApps().count());
    put(all, "pods.active.gauge", view.tree().root().allPods().count());
    put(all, "groups.active.gauge", view.tree().root().allGroups().count());
    put(all, "deployments.active.gauge", view.deployments().size());
    put(all, "queue.active.gauge", view.queue().size());
    put(all, "instances.running.gauge", count(view, Condition.RUNNING));
    put(all, "instances.staged.gauge", count(view, Condition.STAGING));
    put(all, "instances.unreachable.gauge", count(view, Condition.UNREACHABLE));
    put(all, "mesos.connected.gauge", view.master().isPresent() ? 1 : 0);
  }

  private static long count(MarathonView view, Condition condition) {
    return view.instances().values().stream()
        .flatMap(Collection::stream)
        .filter(instance -> instance.condition() == condition)
        .count();
  }

  private static void put(SortedMap<String, Double> all, String name, Number value) {
    all.put("marathon." + name, value.doubleValue());
  }

  ObjectNode json() throws IOException, InterruptedException {
    ObjectNode object = Trees.object().put("version", "5.0.0");
    object.putObject("counters");
    ObjectNode gauges = object.putObject("gauges");
    gauges().forEach((name, value) -> gauges.putObject(name).put("value", value));
    object.putObject("histograms");
    object.putObject("meters");
    object.putObject("timers");
    return object;
  }

  /** The same in the text format of Prometheus. */
  String text() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    gauges()
        .forEach(
            (name, value) -> {
              String known = name.replaceAll("[^a-zA-Z0-9_]", "_");
              text.append("# TYPE ").append(known).append(" gauge\n");
              text.append(known).append(' ').append(value).append('\n');
            });
    return text.toString();
  }
}
