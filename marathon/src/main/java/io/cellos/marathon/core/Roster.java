package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All instances. Whatever changes one does it here: so it is counted, stored, announced and
 * watched, and its app is looked at again.
 *
 * <p>One that was never launched is not stored. It has nothing that must survive, and a leader that
 * finds an instance missing makes another.
 */
final class Roster {
  private final Outbox out;
  private final Map<AppId, Crew> crews = new LinkedHashMap<>();
  private final Map<InstanceId, Instance> byId = new HashMap<>();
  private final Set<InstanceId> stored = new HashSet<>();
  private final Set<InstanceId> watched = new HashSet<>();
  private final Set<AppId> dirty = new LinkedHashSet<>();
  private final Set<AppId> queue = new LinkedHashSet<>();
  private final Set<AppId> arrivals = new LinkedHashSet<>();
  private Set<String> leavingAgents = Set.of();
  private long changes;

  Roster(Outbox out) {
    this.out = out;
  }

  /** Adds what the last leader stored. */
  void recover(Instance instance) {
    stored.add(instance.id());
    keep(instance);
    watch(instance);
  }

  /** Launches wait as the last leader had them wait; not those of what is no more. */
  void recover(AppId app, Map<Timestamp, Backoff.Delay> delays, boolean isThere, Timestamp now) {
    if (isThere) {
      crews.computeIfAbsent(app, Crew::new).backoff().recover(delays, now);
    } else {
      out.save(new MarathonEffect.SaveDelays(app, Map.of()));
    }
  }

  Optional<Instance> find(InstanceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<Instance> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Of an app or a pod that has never had one, too. */
  Crew crew(AppId spec) {
    Crew crew = crews.get(spec);
    return crew == null ? new Crew(spec) : crew;
  }

  Collection<Crew> crews() {
    return Collections.unmodifiableCollection(crews.values());
  }

  /** Apps and pods with instances that wait for offers, in the order in which they began to. */
  List<Crew> queue() {
    List<Crew> result = new ArrayList<>(queue.size());
    queue.forEach(id -> result.add(crews.get(id)));
    return result;
  }

  boolean isQueued(AppId spec) {
    return queue.contains(spec);
  }

  void put(Instance instance) {
    Instance before = byId.get(instance.id());
    remember(instance);
    if (!instance.isFresh()) {
      stored.add(instance.id());
      out.save(instance);
    }
    if (before != null && before.condition() != instance.condition()) {
      out.announce(new Announcement.InstanceChanged(instance, before.condition()));
    }
  }

  /** What need not survive a leader: how healthy it is. */
  void remember(Instance instance) {
    keep(instance);
    watch(instance);
  }

  private void keep(Instance instance) {
    AppId app = instance.spec().id();
    Crew crew = crews.computeIfAbsent(app, Crew::new);
    Instance before = byId.put(instance.id(), instance);
    if (instance.isWaiting() && (before == null || !isWaitingAs(before, instance))) {
      arrivals.add(app);
    }
    crew.put(instance, leavingAgents);
    touched(crew);
  }

  private static boolean isWaitingAs(Instance before, Instance now) {
    return before.isWaiting() && before.configVersion().equals(now.configVersion());
  }

  void forget(Instance instance) {
    byId.remove(instance.id());
    Crew crew = crews.get(instance.spec().id());
    crew.remove(instance.id());
    if (stored.remove(instance.id())) {
      out.forget(instance.id());
    }
    if (watched.remove(instance.id())) {
      out.unwatch(instance.id());
    }
    touched(crew);
    if (!instance.condition().isTerminal()) {
      out.announce(
          new Announcement.InstanceChanged(
              instance.withCondition(Condition.KILLED, instance.since()), instance.condition()));
    }
  }

  private void touched(Crew crew) {
    changes++;
    dirty.add(crew.id());
    if (crew.waiting().isEmpty()) {
      if (queue.remove(crew.id())) {
        crew.forgetFunnel();
      }
    } else {
      queue.add(crew.id());
    }
  }

  private void watch(Instance instance) {
    boolean wanted =
        instance.condition() == Condition.RUNNING
            && (watched.contains(instance.id()) || Fitness.hasOwnChecks(instance));
    if (wanted && watched.add(instance.id())) {
      out.watch(instance);
    } else if (!wanted && watched.remove(instance.id())) {
      out.unwatch(instance.id());
    }
  }

  /** These are leaving now, and no others. */
  void leaving(Set<String> agents) {
    leavingAgents = agents;
    for (Crew crew : crews.values()) {
      List.copyOf(crew.members()).forEach(member -> crew.put(member, agents));
      dirty.add(crew.id());
    }
  }

  Set<String> leavingAgents() {
    return leavingAgents;
  }

  /** What is to be done with the instances of an app may have changed. */
  void look(AppId app) {
    dirty.add(app);
  }

  /** An app that something changed for since it was taken last. */
  Optional<AppId> takeDirty() {
    if (dirty.isEmpty()) {
      return Optional.empty();
    }
    AppId next = dirty.iterator().next();
    dirty.remove(next);
    return Optional.of(next);
  }

  /** Apps with instances that began to wait since this was asked last. */
  Set<AppId> takeArrivals() {
    Set<AppId> taken = new LinkedHashSet<>(arrivals);
    arrivals.clear();
    return taken;
  }

  /** Nothing is left of it, and nothing shall be. */
  void drop(AppId app) {
    Crew crew = crews.get(app);
    if (crew != null && crew.isEmpty()) {
      crews.remove(app);
      if (!crew.backoff().delays().isEmpty()) {
        out.save(new MarathonEffect.SaveDelays(app, Map.of()));
      }
    }
  }

  /** Rises whenever an instance changes. */
  long changes() {
    return changes;
  }
}
