package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.model.KillSelection;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Instances in the order in which they are missed, kept while they change: so nobody who ends one
 * of many looks at all of them.
 */
final class Ranks {
  private static final Comparator<Instance> BY_AGE =
      Comparator.comparing(Victims::begin).thenComparing(one -> one.id().value());

  /** Some of them, in order. */
  private static final class Order {
    private final NavigableMap<Integer, NavigableSet<Instance>> byWeight = new TreeMap<>();
    private int size;

    void add(Instance instance) {
      byWeight
          .computeIfAbsent(Victims.weight(instance), weight -> new TreeSet<>(BY_AGE))
          .add(instance);
      size++;
    }

    void remove(Instance instance) {
      int weight = Victims.weight(instance);
      NavigableSet<Instance> same = byWeight.get(weight);
      same.remove(instance);
      if (same.isEmpty()) {
        byWeight.remove(weight);
      }
      size--;
    }

    Iterator<Instance> iterator(KillSelection selection) {
      return byWeight.values().stream()
          .map(
              same ->
                  switch (selection) {
                    case YOUNGEST_FIRST -> same.descendingSet();
                    case OLDEST_FIRST -> same;
                  })
          .flatMap(Collection::stream)
          .iterator();
    }
  }

  private final Order all = new Order();

  /** Made when first asked for, because only who wants to be spread needs it. */
  private Map<Optional<Place>, Order> byPlace;

  void add(Instance instance) {
    all.add(instance);
    if (byPlace != null) {
      addToPlace(instance);
    }
  }

  private void addToPlace(Instance instance) {
    byPlace.computeIfAbsent(instance.place(), place -> new Order()).add(instance);
  }

  /**
   * @param instance exactly as it was added
   */
  void remove(Instance instance) {
    all.remove(instance);
    if (byPlace != null) {
      Order there = byPlace.get(instance.place());
      there.remove(instance);
      if (there.size == 0) {
        byPlace.remove(instance.place());
      }
    }
  }

  boolean isEmpty() {
    return all.size == 0;
  }

  /** Those that are missed least, at most so many. */
  List<Instance> first(int count, KillSelection selection) {
    List<Instance> first = new ArrayList<>();
    Iterator<Instance> next = all.iterator(selection);
    while (first.size() < count && next.hasNext()) {
      first.add(next.next());
    }
    return first;
  }

  /** Those of each agent, in order. */
  List<Collection<Instance>> byPlace(KillSelection selection) {
    if (byPlace == null) {
      byPlace = new LinkedHashMap<>();
      all.iterator(selection).forEachRemaining(this::addToPlace);
    }
    List<Collection<Instance>> places = new ArrayList<>();
    byPlace.values().forEach(order -> places.add(new Ordered(order, selection)));
    return places;
  }

  /** Looked at only as far as somebody reads. */
  private static final class Ordered extends AbstractCollection<Instance> {
    private final Order order;
    private final KillSelection selection;

    Ordered(Order order, KillSelection selection) {
      this.order = order;
      this.selection = selection;
    }

    @Override
    public Iterator<Instance> iterator() {
      return order.iterator(selection);
    }

    @Override
    public int size() {
      return order.size;
    }
  }
}
