package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import java.util.Map;
import java.util.TreeMap;

/** Resources held, by the role that they are allocated to. Those in it say no allocation. */
final class Holding {
  private final Map<String, Resources> byRole = new TreeMap<>();

  void add(String role, Resources more) {
    if (!more.isEmpty()) {
      byRole.merge(role, more, Resources::plus);
    }
  }

  void remove(String role, Resources less) {
    byRole.computeIfPresent(
        role,
        (r, held) -> {
          Resources left = held.minus(less);
          return left.isEmpty() ? null : left;
        });
  }

  Resources of(String role) {
    return byRole.getOrDefault(role, Resources.NONE);
  }

  Map<String, Resources> byRole() {
    return byRole;
  }

  Resources total() {
    return byRole.values().stream().reduce(Resources.NONE, Resources::plus);
  }

  /** With the allocation in each. */
  Resources allocated() {
    return byRole.entrySet().stream()
        .map(entry -> entry.getValue().allocate(entry.getKey()))
        .reduce(Resources.NONE, Resources::plus);
  }
}
