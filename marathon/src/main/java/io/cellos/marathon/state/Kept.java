package io.cellos.marathon.state;

import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which versions are stored, and what each is stored for. A version of everything stays while it is
 * one of the newest or of a deployment; one of an app while it is in a version of everything, an
 * instance is of it, or it is one of the newest of an app that there is.
 */
final class Kept {
  private final int most;
  private final TreeMap<Timestamp, List<SpecKey>> roots = new TreeMap<>();
  private final Map<AppId, NavigableSet<Timestamp>> specs = new HashMap<>();
  private final Map<SpecKey, Integer> uses = new HashMap<>();
  private final Map<InstanceId, SpecKey> instances = new HashMap<>();
  private final Map<String, List<Timestamp>> deployments = new HashMap<>();
  private final Set<SpecKey> unused = new HashSet<>();
  private Optional<Timestamp> current = Optional.empty();
  private Set<AppId> there = Set.of();

  /**
   * @param most so many versions are kept of each app, and of everything
   */
  Kept(int most) {
    this.most = most;
  }

  /** It is stored now. */
  synchronized void addSpec(SpecKey spec) {
    NavigableSet<Timestamp> versions = specs.computeIfAbsent(spec.id(), id -> new TreeSet<>());
    versions.add(spec.version());
    if (versions.size() > most) {
      versions.forEach(version -> noteUnused(new SpecKey(spec.id(), version)));
    } else {
      noteUnused(spec);
    }
  }

  synchronized boolean hasSpec(SpecKey spec) {
    return specs.getOrDefault(spec.id(), new TreeSet<>()).contains(spec.version());
  }

  synchronized List<Timestamp> versions(AppId spec) {
    return List.copyOf(specs.getOrDefault(spec, new TreeSet<>()).descendingSet());
  }

  /** It is stored now, perhaps in place of one of the same version. */
  synchronized void addRoot(Timestamp version, List<SpecKey> references) {
    references.forEach(this::use);
    List<SpecKey> old = roots.put(version, List.copyOf(references));
    if (old != null) {
      old.forEach(this::release);
    }
  }

  synchronized boolean hasRoot(Timestamp version) {
    return roots.containsKey(version);
  }

  synchronized List<Timestamp> rootVersions() {
    return List.copyOf(roots.descendingKeySet());
  }

  /** This one is what there shall be. */
  synchronized void setCurrent(Timestamp version) {
    Set<AppId> now = new HashSet<>();
    roots.get(version).forEach(spec -> now.add(spec.id()));
    for (AppId before : there) {
      if (!now.contains(before)) {
        specs
            .getOrDefault(before, new TreeSet<>())
            .forEach(of -> noteUnused(new SpecKey(before, of)));
      }
    }
    there = now;
    current = Optional.of(version);
  }

  synchronized void addInstance(InstanceId instance, SpecKey spec) {
    SpecKey old = instances.put(instance, spec);
    if (!spec.equals(old)) {
      use(spec);
      if (old != null) {
        release(old);
      }
    }
  }

  synchronized void removeInstance(InstanceId instance) {
    SpecKey old = instances.remove(instance);
    if (old != null) {
      release(old);
    }
  }

  synchronized void addDeployment(String id, List<Timestamp> between) {
    deployments.put(id, List.copyOf(between));
  }

  synchronized void removeDeployment(String id) {
    deployments.remove(id);
  }

  private void use(SpecKey spec) {
    uses.merge(spec, 1, Integer::sum);
  }

  private void release(SpecKey spec) {
    if (uses.merge(spec, -1, Integer::sum) == 0) {
      uses.remove(spec);
      unused.add(spec);
    }
  }

  private void noteUnused(SpecKey spec) {
    if (!uses.containsKey(spec)) {
      unused.add(spec);
    }
  }

  /** Versions of everything that nobody needs any more; they are forgotten here. */
  synchronized List<Timestamp> takeOldRoots() {
    if (roots.size() <= most) {
      return List.of();
    }
    Set<Timestamp> needed = new HashSet<>();
    current.ifPresent(needed::add);
    deployments.values().forEach(needed::addAll);
    List<Timestamp> old = new ArrayList<>();
    int left = roots.size();
    for (Timestamp version : roots.keySet()) {
      if (left <= most) {
        break;
      }
      if (!needed.contains(version)) {
        old.add(version);
        left--;
      }
    }
    old.forEach(version -> roots.remove(version).forEach(this::release));
    return old;
  }

  /** Versions of apps and pods that nobody needs any more; they are forgotten here. */
  synchronized List<SpecKey> takeOldSpecs() {
    List<SpecKey> old = new ArrayList<>();
    for (SpecKey spec : unused) {
      NavigableSet<Timestamp> versions = specs.get(spec.id());
      boolean newest =
          versions != null
              && there.contains(spec.id())
              && versions.tailSet(spec.version(), false).size() < most;
      if (versions != null
          && !newest
          && !uses.containsKey(spec)
          && versions.remove(spec.version())) {
        old.add(spec);
        if (versions.isEmpty()) {
          specs.remove(spec.id());
        }
      }
    }
    unused.clear();
    return old;
  }
}
