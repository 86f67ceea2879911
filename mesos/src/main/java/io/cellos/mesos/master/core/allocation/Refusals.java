package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;

/** What frameworks do not want to see again for a while. */
final class Refusals {
  private record Key(FrameworkID framework, String role) {}

  private record Refusal(Key key, AgentID agent, Resources resources, Instant until, long number) {}

  private final Map<Key, Map<AgentID, List<Refusal>>> refusals = new HashMap<>();
  private final TreeSet<Refusal> expiry =
      new TreeSet<>(Comparator.comparing(Refusal::until).thenComparingLong(Refusal::number));
  private final Map<String, Long> byRole = new HashMap<>();
  private long count;

  void add(FrameworkID framework, String role, AgentID agent, Resources resources, Instant until) {
    Refusal refusal = new Refusal(new Key(framework, role), agent, resources, until, count++);
    refusals
        .computeIfAbsent(refusal.key(), k -> new HashMap<>())
        .computeIfAbsent(agent, a -> new ArrayList<>(1))
        .add(refusal);
    expiry.add(refusal);
    byRole.merge(role, 1L, Long::sum);
  }

  private void remove(Refusal over) {
    if (expiry.remove(over)) {
      byRole.computeIfPresent(over.key().role(), (role, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Whether it refused as much or more of this agent. */
  boolean refuses(FrameworkID framework, String role, AgentID agent, Resources resources) {
    Map<AgentID, List<Refusal>> ofRole = refusals.get(new Key(framework, role));
    if (ofRole == null) {
      return false;
    }
    for (Refusal refusal : ofRole.getOrDefault(agent, List.of())) {
      if (refusal.resources().contains(resources)) {
        return true;
      }
    }
    return false;
  }

  /** Forgets what is over, and tells whose agents these were. */
  Set<AgentID> expire(Instant now) {
    Set<AgentID> agents = new HashSet<>();
    while (!expiry.isEmpty() && !expiry.first().until().isAfter(now)) {
      Refusal over = expiry.first();
      remove(over);
      Map<AgentID, List<Refusal>> ofRole = refusals.get(over.key());
      List<Refusal> list = ofRole.get(over.agent());
      list.removeIf(each -> each.number() == over.number());
      if (list.isEmpty()) {
        ofRole.remove(over.agent());
      }
      agents.add(over.agent());
    }
    return agents;
  }

  Set<AgentID> forget(FrameworkID framework, String role) {
    Map<AgentID, List<Refusal>> ofRole = refusals.remove(new Key(framework, role));
    if (ofRole == null) {
      return Set.of();
    }
    ofRole.values().forEach(list -> list.forEach(this::remove));
    return ofRole.keySet();
  }

  void forget(FrameworkID framework) {
    List<Key> keys =
        refusals.keySet().stream().filter(key -> key.framework().equals(framework)).toList();
    keys.forEach(key -> forget(key.framework(), key.role()));
  }

  void forget(AgentID agent) {
    for (Map<AgentID, List<Refusal>> ofRole : refusals.values()) {
      List<Refusal> gone = ofRole.remove(agent);
      if (gone != null) {
        gone.forEach(this::remove);
      }
    }
  }

  /** How many there are, by role. */
  Map<String, Long> count() {
    return byRole;
  }

  Optional<Instant> next() {
    return expiry.isEmpty() ? Optional.empty() : Optional.of(expiry.first().until());
  }
}
