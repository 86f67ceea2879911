package io.cellos.marathon.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An immutable map in the order of its original. It is its own copy, so trees of groups share it.
 */
final class OrderedMap<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> map;

  private OrderedMap(Map<K, V> own) {
    this.map = Collections.unmodifiableMap(own);
  }

  static <K, V> Map<K, V> copyOf(Map<K, V> original) {
    return original instanceof OrderedMap
        ? original
        : new OrderedMap<>(new LinkedHashMap<>(original));
  }

  static <K, V> Map<K, V> with(Map<K, V> original, K key, V value) {
    Map<K, V> changed = new LinkedHashMap<>(original);
    changed.put(key, value);
    return new OrderedMap<>(changed);
  }

  @Override
  public V get(Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public Set<K> keySet() {
    return map.keySet();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return map.entrySet();
  }
}
