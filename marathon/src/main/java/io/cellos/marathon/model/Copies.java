package io.cellos.marathon.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Immutable copies that keep the order of their originals, which the JDK's copies do not. */
final class Copies {
  private Copies() {}

  static <K, V> Map<K, V> map(Map<K, V> original) {
    return original.isEmpty() ? Map.of() : OrderedMap.copyOf(original);
  }

  static <T> Set<T> set(Collection<T> original) {
    if (original.size() < 2) {
      return Set.copyOf(original);
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(original));
  }
}
