package io.cellos.mesos.master.core.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Those who want resources, the one with the smallest weighted dominant share first; among equals
 * the one that was granted less often, then by name.
 */
final class FairOrder<K> {
  private final Map<K, Place<K>> places = new HashMap<>();
  private final TreeSet<Place<K>> order =
      new TreeSet<>(
          Comparator.comparingDouble((Place<K> place) -> place.share)
              .thenComparingLong(place -> place.grants)
              .thenComparing(place -> place.name));

  private static final class Place<K> {
    private final K key;
    private final String name;
    private final Quantities held;
    private double weight;
    private double share;
    private long grants;

    Place(K key, String name, Quantities held, double weight) {
      this.key = key;
      this.name = name;
      this.held = held;
      this.weight = weight;
    }

    void measure(Quantities total) {
      share = held.dominantShare(total) / weight;
    }
  }

  /**
   * @param held what it holds; it may change, and then {@link #moved} is to be told
   */
  void add(K key, String name, Quantities held, double weight, Quantities total) {
    remove(key);
    Place<K> place = new Place<>(key, name, held, weight);
    place.measure(total);
    places.put(key, place);
    order.add(place);
  }

  void remove(K key) {
    Place<K> place = places.remove(key);
    if (place != null) {
      order.remove(place);
    }
  }

  boolean contains(K key) {
    return places.containsKey(key);
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** What it holds has changed. */
  void moved(K key, Quantities total, boolean granted) {
    Place<K> place = places.get(key);
    if (place != null) {
      order.remove(place);
      place.grants += granted ? 1 : 0;
      place.measure(total);
      order.add(place);
    }
  }

  void weigh(K key, double weight, Quantities total) {
    Place<K> place = places.get(key);
    if (place != null) {
      order.remove(place);
      place.weight = weight;
      place.measure(total);
      order.add(place);
    }
  }

  /** The total has changed, and so every share. */
  void measure(Quantities total) {
    List<Place<K>> all = new ArrayList<>(order);
    order.clear();
    for (Place<K> place : all) {
      place.measure(total);
      order.add(place);
    }
  }

  /** Those who want, in order; nothing may be changed while it is used. */
  Iterator<K> inOrder() {
    Iterator<Place<K>> all = order.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public K next() {
        return all.next().key;
      }
    };
  }
}
