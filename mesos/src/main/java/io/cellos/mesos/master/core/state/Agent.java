package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskID;

/** A registered agent. Its tasks and sums are changed by the {@link Cluster} only. */
public final class Agent {
  final Map<FrameworkID, Map<TaskID, TaskEntry>> tasks = new LinkedHashMap<>();
  final Map<FrameworkID, Map<ExecutorID, ExecutorEntry>> executors = new LinkedHashMap<>();
  final Map<OfferID, OfferEntry> offers = new LinkedHashMap<>();
  final Map<OfferID, InverseOffer> inverseOffers = new LinkedHashMap<>();

  /** Tasks to be killed although the agent was not there to be told. */
  private final Map<FrameworkID, Set<TaskID>> kills = new HashMap<>();

  private AgentInfo info;
  private String version;
  private Resources total;
  private Standing standing;
  private Optional<String> link = Optional.empty();
  private Instant heard = Instant.EPOCH;
  private final Instant registered;
  private Optional<Instant> reregistered = Optional.empty();
  private AgentView view;

  /**
   * @param info with its id
   * @param total without allocation
   */
  public Agent(
      AgentInfo info, String version, Resources total, Standing standing, Instant registered) {
    this.info = info;
    this.version = version;
    this.total = total;
    this.standing = standing;
    this.registered = registered;
  }

  public AgentID id() {
    return info.getId();
  }

  public AgentInfo info() {
    return info;
  }

  public String version() {
    return version;
  }

  public Instant registered() {
    return registered;
  }

  Optional<Instant> reregistered() {
    return reregistered;
  }

  public Optional<String> link() {
    return link;
  }

  public boolean isConnected() {
    return link.isPresent();
  }

  void connect(String to, Instant now) {
    link = Optional.of(to);
    heard = now;
    touch();
  }

  void disconnect() {
    link = Optional.empty();
    touch();
  }

  /** It said something. */
  public void hear(Instant now) {
    heard = now;
  }

  /** When it last said something. */
  public Instant heard() {
    return heard;
  }

  /** It came back, and may describe itself anew. */
  public void reregister(AgentInfo described, String newVersion, Instant now) {
    info = described;
    version = newVersion;
    reregistered = Optional.of(now);
    touch();
  }

  public Standing standing() {
    return standing;
  }

  public void stand(Standing as) {
    standing = as;
    touch();
  }

  public Optional<DrainInfo> drain() {
    return standing.drain();
  }

  /** Whether what it has may be offered. */
  public boolean isActive() {
    return isConnected() && !standing.deactivated();
  }

  public Resources total() {
    return total;
  }

  public void total(Resources changed) {
    total = changed;
    touch();
  }

  /** What tasks and executors hold, by role. */
  public Map<String, Resources> used() {
    Map<String, Resources> used = new TreeMap<>();
    for (TaskEntry task : tasks()) {
      if (task.isHolding()) {
        used.merge(task.role(), task.resources(), Resources::plus);
      }
    }
    executors().forEach(each -> used.merge(each.role(), each.resources(), Resources::plus));
    return used;
  }

  /** What is offered of it, by role. */
  public Map<String, Resources> offered() {
    Map<String, Resources> offered = new TreeMap<>();
    offers.values().forEach(o -> offered.merge(o.role(), o.resources(), Resources::plus));
    return offered;
  }

  public Resources usedTotal() {
    return Holding.total(used());
  }

  public Resources offeredTotal() {
    return Holding.total(offered());
  }

  public List<TaskEntry> tasks() {
    return tasks.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  public Collection<TaskEntry> tasks(FrameworkID framework) {
    return tasks.getOrDefault(framework, Map.of()).values();
  }

  public boolean hasTasks() {
    return !tasks.isEmpty();
  }

  public Optional<TaskEntry> task(FrameworkID framework, TaskID id) {
    return Optional.ofNullable(tasks.getOrDefault(framework, Map.of()).get(id));
  }

  public Optional<ExecutorEntry> executor(FrameworkID framework, ExecutorID id) {
    return Optional.ofNullable(executors.getOrDefault(framework, Map.of()).get(id));
  }

  public Collection<ExecutorEntry> executors(FrameworkID framework) {
    return executors.getOrDefault(framework, Map.of()).values();
  }

  public List<ExecutorEntry> executors() {
    return executors.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  /** The frameworks that have tasks or executors here. */
  public Set<FrameworkID> frameworks() {
    Set<FrameworkID> frameworks = new LinkedHashSet<>(tasks.keySet());
    frameworks.addAll(executors.keySet());
    return frameworks;
  }

  public List<OfferEntry> offers() {
    return List.copyOf(offers.values());
  }

  public List<InverseOffer> inverseOffers() {
    return List.copyOf(inverseOffers.values());
  }

  public void killLater(FrameworkID framework, TaskID task) {
    kills.computeIfAbsent(framework, f -> new LinkedHashSet<>()).add(task);
  }

  void forgetKill(FrameworkID framework, TaskID task) {
    kills.computeIfPresent(
        framework,
        (f, tasks) -> {
          tasks.remove(task);
          return tasks.isEmpty() ? null : tasks;
        });
  }

  /** The tasks that are to be killed now that it is back; they are remembered no more. */
  public Map<FrameworkID, Set<TaskID>> takeKills() {
    Map<FrameworkID, Set<TaskID>> taken = Map.copyOf(kills);
    kills.clear();
    return taken;
  }

  void touch() {
    view = null;
  }

  public AgentView view() {
    if (view == null) {
      view = AgentViews.of(this);
    }
    return view;
  }
}
