package io.cellos.mesos.master.api;

import io.cellos.mesos.master.core.view.FrameworkCounts;
import io.cellos.mesos.master.core.view.FrameworkCounts.OfferFate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Numbers of each framework by Mesos' names: {@code master/frameworks/<name>/<id>/…}. */
final class FrameworkMetrics {
  private static final List<TaskState> ACTIVE =
      List.of(
          TaskState.TASK_STAGING,
          TaskState.TASK_STARTING,
          TaskState.TASK_RUNNING,
          TaskState.TASK_KILLING,
          TaskState.TASK_UNREACHABLE,
          TaskState.TASK_UNKNOWN);

  private final Map<String, Double> all;
  private final String prefix;

  private FrameworkMetrics(Map<String, Double> all, String prefix) {
    this.all = all;
    this.prefix = prefix;
  }

  static void put(Map<String, Double> all, FrameworkCounts counts) {
    String name =
        URLEncoder.encode(counts.framework().getName(), StandardCharsets.UTF_8).replace("+", "%20");
    String id = counts.framework().getId().getValue();
    new FrameworkMetrics(all, "master/frameworks/" + name + "/" + id + "/").put(counts);
  }

  private void put(FrameworkCounts counts) {
    all.put(prefix + "subscribed", counts.subscribed() ? 1.0 : 0.0);
    counts
        .suppressed()
        .forEach((role, is) -> all.put(prefix + "roles/" + role + "/suppressed", is ? 1.0 : 0.0));
    each("calls", Call.Type.values(), counts.calls());
    each("events", Event.Type.values(), counts.events());
    each("operations", Operation.Type.values(), counts.operations());
    for (OfferFate fate : OfferFate.values()) {
      put("offers/", fate, counts.offers());
    }
    for (TaskState state : TaskState.values()) {
      boolean active = ACTIVE.contains(state);
      put(
          active ? "tasks/active/" : "tasks/terminal/",
          state,
          active ? counts.active() : counts.ended());
    }
  }

  /** The sum, and each but the one that only a newer client could say. */
  private <E extends Enum<E>> void each(String what, E[] values, Map<E, Long> numbers) {
    all.put(prefix + what, (double) numbers.values().stream().mapToLong(n -> n).sum());
    Arrays.stream(values)
        .filter(value -> !value.name().equals("UNKNOWN"))
        .forEach(value -> put(what + "/", value, numbers));
  }

  private <E extends Enum<E>> void put(String folder, E what, Map<E, Long> numbers) {
    all.put(
        prefix + folder + what.name().toLowerCase(Locale.ROOT),
        (double) numbers.getOrDefault(what, 0L));
  }
}
