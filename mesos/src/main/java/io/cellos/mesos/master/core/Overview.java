package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.core.view.RoleView;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.WeightInfo;

/** All that the master knows, for readers. */
final class Overview {
  private final Books books;
  private final Shares shares;
  private final Machines machines;
  private final Metrics metrics;

  Overview(Books books, Shares shares, Machines machines) {
    this.books = books;
    this.shares = shares;
    this.machines = machines;
    this.metrics = new Metrics(books, shares);
  }

  MasterView view() {
    return new MasterView(
        books.frameworks().all().stream().map(Framework::view).toList(),
        books.frameworks().all().stream().map(Framework::counts).toList(),
        books.frameworks().completed(),
        books.agents().all().stream().map(Agent::view).toList(),
        books.agents().recovered().values().stream().map(AwaitedAgent::info).toList(),
        since(books.agents().unreachable()),
        gone(),
        roles(),
        List.copyOf(shares.quotas().values()),
        weights(),
        machines.schedule(),
        machines.status(),
        metrics.all());
  }

  private static Map<String, Instant> since(Map<AgentID, AwaitedAgent> away) {
    Map<String, Instant> since = new HashMap<>();
    away.forEach((id, agent) -> since.put(id.getValue(), agent.since()));
    return since;
  }

  private Map<String, Instant> gone() {
    Map<String, Instant> since = new HashMap<>();
    books.agents().gone().forEach((id, at) -> since.put(id.getValue(), at));
    return since;
  }

  private List<WeightInfo> weights() {
    List<WeightInfo> weights = new ArrayList<>();
    shares
        .weights()
        .forEach(
            (role, weight) ->
                weights.add(WeightInfo.newBuilder().setRole(role).setWeight(weight).build()));
    return weights;
  }

  private List<RoleView> roles() {
    Map<String, List<FrameworkID>> members = new TreeMap<>();
    Map<String, Resources> used = new HashMap<>();
    Map<String, Resources> offered = new HashMap<>();
    for (Framework framework : books.frameworks().all()) {
      Set<String> roles = new TreeSet<>(framework.roles());
      roles.addAll(framework.used().keySet());
      roles.addAll(framework.offered().keySet());
      roles.forEach(
          role -> members.computeIfAbsent(role, r -> new ArrayList<>()).add(framework.id()));
      framework.used().forEach((role, held) -> used.merge(role, held, Resources::plus));
      framework.offered().forEach((role, held) -> offered.merge(role, held, Resources::plus));
    }
    Map<String, Resources> reserved = books.allocator().reserved();
    Consumption consumption = new Consumption(books, offered);
    Set<String> names = new TreeSet<>(members.keySet());
    names.addAll(reserved.keySet());
    names.addAll(shares.quotas().keySet());
    names.addAll(shares.weights().keySet());
    return names.stream()
        .map(
            role ->
                new RoleView(
                    role,
                    shares.weights().getOrDefault(role, 1.0),
                    List.copyOf(members.getOrDefault(role, List.of())),
                    used.getOrDefault(role, Resources.NONE),
                    offered.getOrDefault(role, Resources.NONE),
                    reserved.getOrDefault(role, Resources.NONE),
                    Optional.ofNullable(shares.quotas().get(role)),
                    consumption.of(role)))
        .toList();
  }
}
