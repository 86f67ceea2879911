package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.RestartProgress;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.queue.Funnel;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All instances of one app or pod, counted. */
final class Crew {
  private final AppId id;
  private final Map<InstanceId, Instance> members = new LinkedHashMap<>();
  private final Map<InstanceId, Instance> waiting = new LinkedHashMap<>();
  private final Map<InstanceId, Instance> moving = new LinkedHashMap<>();
  private final Map<Timestamp, Tally> byVersion = new HashMap<>();
  private final Map<Timestamp, Ranks> ranks = new HashMap<>();
  private final Placed placed = new Placed();
  private final Tally all = new Tally();
  private final Tally leaving = new Tally();
  private final Backoff backoff = new Backoff();
  private Optional<Funnel> funnel = Optional.empty();
  private List<Instance> snapshot = List.of();
  private boolean stale;

  Crew(AppId id) {
    this.id = id;
  }

  AppId id() {
    return id;
  }

  /** Puts an instance in the place of what was known of it. */
  void put(Instance instance, Set<String> leavingAgents) {
    uncount(members.put(instance.id(), instance));
    stale = true;
    all.count(instance, 1);
    placed.add(instance);
    byVersion.computeIfAbsent(instance.configVersion(), version -> new Tally()).count(instance, 1);
    if (instance.goal() == Goal.RUNNING) {
      ranks.computeIfAbsent(instance.configVersion(), version -> new Ranks()).add(instance);
    }
    if (instance.isWaiting()) {
      waiting.put(instance.id(), instance);
    } else {
      waiting.remove(instance.id());
    }
    if (isMoving(instance, leavingAgents)) {
      moving.put(instance.id(), instance);
      leaving.count(instance, 1);
    }
  }

  void remove(InstanceId instance) {
    uncount(members.remove(instance));
    waiting.remove(instance);
    stale = true;
  }

  private void uncount(Instance instance) {
    if (instance == null) {
      return;
    }
    all.count(instance, -1);
    placed.remove(instance);
    Tally version = byVersion.get(instance.configVersion());
    version.count(instance, -1);
    if (version.present() == 0) {
      byVersion.remove(instance.configVersion());
    }
    if (instance.goal() == Goal.RUNNING) {
      Ranks ranked = ranks.get(instance.configVersion());
      ranked.remove(instance);
      if (ranked.isEmpty()) {
        ranks.remove(instance.configVersion());
      }
    }
    if (moving.remove(instance.id()) != null) {
      leaving.count(instance, -1);
    }
  }

  /** Whether another one is to take its place, because its agent is leaving. */
  private static boolean isMoving(Instance instance, Set<String> leavingAgents) {
    return !leavingAgents.isEmpty()
        && Tally.isCounted(instance)
        && !instance.spec().isResident()
        && instance.place().filter(place -> leavingAgents.contains(place.agentId())).isPresent();
  }

  Collection<Instance> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  /** Those that wait for offers, in the order in which they began to. */
  Collection<Instance> waiting() {
    return Collections.unmodifiableCollection(waiting.values());
  }

  /** Those whose agents are leaving. */
  Collection<Instance> moving() {
    return Collections.unmodifiableCollection(moving.values());
  }

  boolean isMoving(InstanceId instance) {
    return moving.containsKey(instance);
  }

  /** Where those are that constraints compare with. */
  Placed placed() {
    return placed;
  }

  Tally all() {
    return all;
  }

  Tally leaving() {
    return leaving;
  }

  /** Those of one version of the configuration. */
  Tally of(Timestamp configVersion) {
    Tally tally = byVersion.get(configVersion);
    return tally == null ? new Tally() : tally;
  }

  /**
   * Those to end first of those that shall run and are not of this version of the configuration.
   */
  List<Instance> leastMissed(Timestamp configVersion, RunSpec spec, int count) {
    List<Ranks> old = new ArrayList<>();
    ranks.forEach(
        (version, ranked) -> {
          if (!version.equals(configVersion)) {
            old.add(ranked);
          }
        });
    return Victims.ofRanks(old, spec, count);
  }

  /** How far their replacement by instances of another configuration is. */
  RestartProgress progress(RunSpec spec) {
    Tally fresh = of(spec.versionInfo().lastConfigChange());
    return new RestartProgress(
        spec,
        all.present() - fresh.present(),
        all.active() - fresh.active(),
        all.notSick() - fresh.notSick(),
        fresh.counted(),
        fresh.well());
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Backoff backoff() {
    return backoff;
  }

  /** What became of offers since it waits. */
  Funnel funnel(Timestamp now) {
    if (funnel.isEmpty()) {
      funnel = Optional.of(new Funnel(now));
    }
    return funnel.get();
  }

  void forgetFunnel() {
    funnel = Optional.empty();
  }

  /** Oldest first; the list never changes. */
  List<Instance> snapshot() {
    if (stale) {
      snapshot = List.copyOf(members.values());
      stale = false;
    }
    return snapshot;
  }
}
