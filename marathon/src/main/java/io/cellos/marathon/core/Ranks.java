package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.KillSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Instances in the order in which they are missed, kept while they change: so nobody who ends one
 * of many looks at all of them.
 */
final class Ranks {
  private static final Comparator<Instance> BY_AGE =
      Comparator.comparing(Victims::begin).thenComparing(one -> one.id().value());

  private final NavigableMap<Integer, NavigableSet<Instance>> byWeight = new TreeMap<>();

  void add(Instance instance) {
    byWeight
        .computeIfAbsent(Victims.weight(instance), weight -> new TreeSet<>(BY_AGE))
        .add(instance);
  }

  /**
   * @param instance exactly as it was added
   */
  void remove(Instance instance) {
    int weight = Victims.weight(instance);
    NavigableSet<Instance> same = byWeight.get(weight);
    if (same != null) {
      same.remove(instance);
      if (same.isEmpty()) {
        byWeight.remove(weight);
      }
    }
  }

  boolean isEmpty() {
    return byWeight.isEmpty();
  }

  /** Those that are missed least, at most so many. */
  List<Instance> first(int count, KillSelection selection) {
    List<Instance> first = new ArrayList<>();
    for (NavigableSet<Instance> same : byWeight.values()) {
      NavigableSet<Instance> ordered =
          switch (selection) {
            case YOUNGEST_FIRST -> same.descendingSet();
            case OLDEST_FIRST -> same;
          };
      for (Instance next : ordered) {
        if (first.size() >= count) {
          return first;
        }
        first.add(next);
      }
    }
    return first;
  }
}
