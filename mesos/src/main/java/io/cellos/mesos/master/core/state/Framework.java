package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.constraint.AgentConstraints;
import io.cellos.mesos.master.core.view.FrameworkCounts;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;

/** A framework that has not ended. Its tasks and sums are changed by the {@link Cluster} only. */
public final class Framework {
  final Map<TaskID, TaskEntry> tasks = new LinkedHashMap<>();
  final SequencedMap<TaskID, Task> unreachable = new LinkedHashMap<>();
  final Deque<Task> completed = new ArrayDeque<>();
  final Map<OfferID, OfferEntry> offers = new LinkedHashMap<>();
  final Map<OfferID, InverseOffer> inverseOffers = new LinkedHashMap<>();
  final Map<AgentID, Map<ExecutorID, ExecutorEntry>> executors = new HashMap<>();
  final Holding used = new Holding();
  final Holding offered = new Holding();
  private final FrameworkCounters counters = new FrameworkCounters();

  private FrameworkInfo info;
  private Set<String> roles;
  private Set<Capability.Type> capabilities;
  private Set<String> suppressed = Set.of();
  private AgentConstraints constraints = AgentConstraints.NONE;
  private Optional<String> stream = Optional.empty();
  private boolean recovered;
  private Optional<Instant> registered = Optional.empty();
  private Optional<Instant> reregistered = Optional.empty();
  private FrameworkView view;
  private int connections;

  /**
   * @param info with its id
   * @param recovered whether it was known to a leader before and did not come back yet
   */
  public Framework(FrameworkInfo info, boolean recovered) {
    this.recovered = recovered;
    describe(info);
  }

  /** It describes itself anew. */
  public void describe(FrameworkInfo described) {
    info = described;
    capabilities = EnumSet.noneOf(Capability.Type.class);
    described.getCapabilitiesList().forEach(each -> capabilities.add(each.getType()));
    roles = rolesOf(described);
    touch();
  }

  /** The roles that a framework is in: those it lists, or its only one. */
  @SuppressWarnings("deprecation") // what frameworks without MULTI_ROLE have
  public static Set<String> rolesOf(FrameworkInfo info) {
    boolean multi =
        info.getCapabilitiesList().stream()
            .anyMatch(each -> each.getType() == Capability.Type.MULTI_ROLE);
    return multi ? new LinkedHashSet<>(info.getRolesList()) : Set.of(info.getRole());
  }

  public FrameworkID id() {
    return info.getId();
  }

  public FrameworkInfo info() {
    return info;
  }

  public Set<String> roles() {
    return roles;
  }

  public Set<String> suppressed() {
    return suppressed;
  }

  public void suppress(Set<String> without) {
    suppressed = new TreeSet<>(without);
    touch();
  }

  /** Of which agents it wants offers at all. */
  public AgentConstraints constraints() {
    return constraints;
  }

  public void constrain(AgentConstraints changed) {
    constraints = changed;
    touch();
  }

  public boolean has(Capability.Type capability) {
    return capabilities.contains(capability);
  }

  public Optional<String> stream() {
    return stream;
  }

  public boolean isConnected() {
    return stream.isPresent();
  }

  public boolean isRecovered() {
    return recovered;
  }

  void connect(String to, Instant now) {
    stream = Optional.of(to);
    connections++;
    recovered = false;
    if (registered.isEmpty()) {
      registered = Optional.of(now);
    } else {
      reregistered = Optional.of(now);
    }
    touch();
  }

  /** How often it connected: whether it did so in between. */
  public int connections() {
    return connections;
  }

  void disconnect() {
    stream = Optional.empty();
    touch();
  }

  /** When a leader before first knew it. */
  public void registeredAt(Instant at) {
    registered = Optional.of(at);
    touch();
  }

  public Optional<Instant> registered() {
    return registered;
  }

  Optional<Instant> reregistered() {
    return reregistered;
  }

  public Collection<TaskEntry> tasks() {
    return tasks.values();
  }

  public Optional<TaskEntry> task(TaskID id) {
    return Optional.ofNullable(tasks.get(id));
  }

  public Optional<Task> unreachable(TaskID id) {
    return Optional.ofNullable(unreachable.get(id));
  }

  public List<Task> unreachable() {
    return List.copyOf(unreachable.values());
  }

  public List<OfferEntry> offers() {
    return List.copyOf(offers.values());
  }

  public List<InverseOffer> inverseOffers() {
    return List.copyOf(inverseOffers.values());
  }

  public Optional<ExecutorEntry> executor(AgentID agent, ExecutorID id) {
    return Optional.ofNullable(executors.getOrDefault(agent, Map.of()).get(id));
  }

  /** The agents where it has tasks or executors. */
  public Set<AgentID> agents() {
    Set<AgentID> agents = new LinkedHashSet<>(executors.keySet());
    tasks.values().forEach(task -> agents.add(task.agent()));
    return agents;
  }

  /** Scalars that its tasks and executors use, by role. */
  public Map<String, Resources> used() {
    return used.byRole();
  }

  /** Scalars that it is offered, by role. */
  public Map<String, Resources> offered() {
    return offered.byRole();
  }

  public FrameworkCounters counters() {
    return counters;
  }

  public FrameworkCounts counts() {
    return counters.of(this);
  }

  void touch() {
    view = null;
  }

  public FrameworkView view() {
    if (view == null) {
      view = FrameworkViews.of(this);
    }
    return view;
  }
}
