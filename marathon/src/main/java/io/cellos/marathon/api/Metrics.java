package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.metrics.MetersJson;
import io.cellos.marathon.metrics.MetersText;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.service.Site;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Numbers of this program; those of apps and tasks are the leader's. */
record Metrics(Site site, EventStreams events) {

  ObjectNode json() throws IOException, InterruptedException {
    return MetersJson.write(site.meters(), gauges());
  }

  /** The same in the text format of Prometheus. */
  String text() throws IOException, InterruptedException {
    if ("false".equals(site.flags().get("metrics_prometheus"))) {
      throw new Refusal(Status.NOT_FOUND_404, "Prometheus reporter is disabled");
    }
    return MetersText.write(site.meters(), gauges());
  }

  private SortedMap<String, Number> gauges() throws IOException, InterruptedException {
    SortedMap<String, Number> all = new TreeMap<>();
    put(all, "http.event-streams.active", events.count());
    if (site.leadership().get() instanceof Leadership.Leading(Service service)) {
      add(all, service.view());
    }
    return all;
  }

  private void add(SortedMap<String, Number> all, MarathonView view) {
    put(all, "apps.active", view.tree().root().allApps().count());
    put(all, "pods.active", view.tree().root().allPods().count());
    put(all, "groups.active", view.tree().root().allGroups().count());
    put(all, "deployments.active", view.deployments().size());
    put(all, "queue.active", view.queue().size());
    put(all, "instances.running", count(view, is(Condition.RUNNING)));
    put(all, "instances.staged", count(view, is(Condition.STAGING)));
    put(all, "instances.unreachable", count(view, is(Condition.UNREACHABLE)));
    put(all, "instances.launch-overdue", count(view, this::isOverdue));
    put(all, "mesos.connected", view.master().isPresent() ? 1 : 0);
  }

  private static Predicate<Instance> is(Condition condition) {
    return instance -> instance.condition() == condition;
  }

  private static long count(MarathonView view, Predicate<Instance> which) {
    return view.instances().values().stream().flatMap(Collection::stream).filter(which).count();
  }

  /** Whether it should run by now. */
  private boolean isOverdue(Instance instance) {
    Optional<Long> patience =
        switch (instance.condition()) {
          case PROVISIONED -> millis("task_launch_confirm_timeout");
          case STAGING, STARTING -> millis("task_launch_timeout");
          case SCHEDULED, RUNNING, KILLING, UNREACHABLE, UNREACHABLE_INACTIVE -> Optional.empty();
          case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
              Optional.empty();
        };
    return patience.isPresent()
        && instance.tasks().values().stream()
            .map(Task::stagedAt)
            .anyMatch(at -> at.instant().plusMillis(patience.get()).isBefore(Instant.now()));
  }

  private Optional<Long> millis(String flag) {
    return Optional.ofNullable(site.flags().get(flag)).map(Long::parseLong);
  }

  private void put(SortedMap<String, Number> all, String name, Number value) {
    all.put(site.meters().gaugeName(name, ""), value);
  }
}
