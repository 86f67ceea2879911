package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/** The master's numbers by the names that they have in Mesos. */
final class Metrics {
  private static final String ALLOCATOR = "allocator/mesos/";
  private static final List<String> RESOURCES = List.of("cpus", "mem", "disk", "gpus");
  private static final List<TaskState> PRESENT =
      List.of(
          TaskState.TASK_STAGING,
          TaskState.TASK_STARTING,
          TaskState.TASK_RUNNING,
          TaskState.TASK_KILLING);
  private static final List<String> COUNTED =
      List.of(
          "tasks_finished",
          "tasks_failed",
          "tasks_killed",
          "tasks_lost",
          "tasks_error",
          "tasks_dropped",
          "tasks_gone",
          "tasks_gone_by_operator",
          "valid_status_updates",
          "invalid_status_updates",
          "valid_status_update_acknowledgements",
          "invalid_status_update_acknowledgements",
          "slave_registrations",
          "slave_reregistrations",
          "slave_removals",
          "operations/dropped",
          "operations/error",
          "operations/finished",
          "operations/gone_by_operator");

  private final Books books;
  private final Shares shares;

  Metrics(Books books, Shares shares) {
    this.books = books;
    this.shares = shares;
  }

  Map<String, Double> all() {
    Map<String, Double> all = new TreeMap<>();
    COUNTED.forEach(name -> all.put("master/" + name, 0.0));
    books.counters().counts().forEach((name, count) -> all.put(name, (double) count));
    frameworks(all);
    agents(all);
    for (TaskState state : PRESENT) {
      put(
          all,
          state.name().toLowerCase(Locale.ROOT).replace("task_", "tasks_"),
          books.counters().tasks(state));
    }
    put(all, "tasks_unreachable", unreachableTasks());
    put(all, "outstanding_offers", books.cluster().offerCount());
    allocation(all);
    quotas(all);
    return all;
  }

  private void allocation(Map<String, Double> all) {
    Map<String, Double> total = books.allocator().total();
    Map<String, Double> held = books.allocator().held();
    for (String name : List.of("cpus", "mem", "disk")) {
      String prefix = ALLOCATOR + "resources/" + name;
      all.put(prefix + "/total", total.getOrDefault(name, 0.0));
      all.put(prefix + "/offered_or_allocated", held.getOrDefault(name, 0.0));
    }
    all.put(ALLOCATOR + "allocation_runs", (double) books.allocator().runs());
    Set<String> roles = new TreeSet<>();
    books.frameworks().all().forEach(framework -> roles.addAll(framework.roles()));
    Map<String, Long> refused = books.allocator().refused();
    for (String role : roles) {
      all.put(
          ALLOCATOR + "offer_filters/roles/" + role + "/active",
          (double) refused.getOrDefault(role, 0L));
    }
  }

  private void quotas(Map<String, Double> all) {
    if (shares.quotas().isEmpty()) {
      return;
    }
    Consumption consumption = new Consumption(books);
    for (QuotaConfig quota : shares.quotas().values()) {
      String prefix = ALLOCATOR + "quota/roles/" + quota.getRole() + "/resources/";
      quota
          .getGuaranteesMap()
          .forEach((name, amount) -> all.put(prefix + name + "/guarantee", amount.getValue()));
      quota
          .getLimitsMap()
          .forEach((name, amount) -> all.put(prefix + name + "/limit", amount.getValue()));
      consumption
          .of(quota.getRole())
          .forEach((name, amount) -> all.put(prefix + name + "/consumed", amount));
      books
          .allocator()
          .consumed(quota.getRole())
          .amounts()
          .forEach((name, amount) -> all.put(prefix + name + "/offered_or_allocated", amount));
    }
  }

  private static void put(Map<String, Double> all, String name, Number value) {
    all.put("master/" + name, value.doubleValue());
  }

  private long unreachableTasks() {
    return books.frameworks().all().stream().mapToLong(f -> f.unreachable().size()).sum();
  }

  private void frameworks(Map<String, Double> all) {
    long connected = books.frameworks().all().stream().filter(Framework::isConnected).count();
    long away = books.frameworks().size() - connected;
    put(all, "frameworks_active", connected);
    put(all, "frameworks_connected", connected);
    put(all, "frameworks_disconnected", away);
    put(all, "frameworks_inactive", away);
  }

  private void agents(Map<String, Double> all) {
    long connected = 0;
    long active = 0;
    double[] total = new double[RESOURCES.size()];
    double[] used = new double[RESOURCES.size()];
    for (Agent agent : books.agents().all()) {
      connected += agent.isConnected() ? 1 : 0;
      active += agent.isActive() ? 1 : 0;
      Resources usedHere = agent.view().used();
      for (int i = 0; i < total.length; i++) {
        total[i] += agent.total().scalar(RESOURCES.get(i));
        used[i] += usedHere.scalar(RESOURCES.get(i));
      }
    }
    long known = books.agents().all().size();
    put(all, "slaves_active", active);
    put(all, "slaves_connected", connected);
    put(all, "slaves_disconnected", known - connected);
    put(all, "slaves_inactive", known - active);
    put(all, "slaves_unreachable", books.agents().unreachable().size());
    for (int i = 0; i < total.length; i++) {
      put(all, RESOURCES.get(i) + "_total", total[i]);
      put(all, RESOURCES.get(i) + "_used", used[i]);
      put(all, RESOURCES.get(i) + "_percent", total[i] == 0 ? 0.0 : used[i] / total[i]);
      for (String kind : List.of("_revocable_total", "_revocable_used", "_revocable_percent")) {
        put(all, RESOURCES.get(i) + kind, 0); // no agent of ours has any
      }
    }
  }
}
