package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;

/** Who wants resources, who has how much, and so whose turn it is. */
final class Claims {
  /** What is held in a role, in all and by each framework. */
  private static final class Role {
    private final Quantities held = new Quantities();
    private final Map<FrameworkID, Quantities> byFramework = new HashMap<>();
    private final FairOrder<FrameworkID> wanting = new FairOrder<>();

    Quantities of(FrameworkID framework) {
      return byFramework.computeIfAbsent(framework, f -> new Quantities());
    }
  }

  private final Map<FrameworkID, Wishes> wishes = new HashMap<>();
  private final Map<String, Role> roles = new HashMap<>();
  private final Map<String, Double> weights = new HashMap<>();
  private final FairOrder<String> order = new FairOrder<>();
  private final Quantities total = new Quantities();
  private boolean stale;

  Optional<Wishes> wishes(FrameworkID framework) {
    return Optional.ofNullable(wishes.get(framework));
  }

  /** What it wants from now on; empty when it is gone. */
  void wish(FrameworkID framework, Optional<Wishes> changed) {
    Set<String> before = wishes(framework).map(Wishes::roles).orElse(Set.of());
    Set<String> now = changed.map(Wishes::roles).orElse(Set.of());
    changed.ifPresentOrElse(w -> wishes.put(framework, w), () -> wishes.remove(framework));
    Set<String> touched = new HashSet<>(before);
    touched.addAll(now);
    for (String name : touched) {
      Role role = role(name);
      if (!now.contains(name)) {
        role.wanting.remove(framework);
      } else if (!role.wanting.contains(framework)) {
        role.wanting.add(framework, framework.getValue(), role.of(framework), 1, total);
      }
      if (role.wanting.isEmpty()) {
        order.remove(name);
      } else if (!order.contains(name)) {
        order.add(name, name, role.held, weight(name), total);
      }
      forgetIfEmpty(name, framework);
    }
  }

  private Role role(String name) {
    return roles.computeIfAbsent(name, r -> new Role());
  }

  private void forgetIfEmpty(String name, FrameworkID framework) {
    Role role = roles.get(name);
    if (!role.wanting.contains(framework) && role.of(framework).isEmpty()) {
      role.byFramework.remove(framework);
    }
    if (role.wanting.isEmpty() && role.byFramework.isEmpty()) {
      roles.remove(name);
    }
  }

  private double weight(String role) {
    return weights.getOrDefault(role, 1.0);
  }

  void weigh(String role, double weight) {
    weights.put(role, weight);
    order.weigh(role, weight, total);
  }

  void granted(FrameworkID framework, String name, Resources resources) {
    Role role = role(name);
    role.held.add(resources);
    role.of(framework).add(resources);
    moved(framework, name, role, true);
  }

  void released(FrameworkID framework, String name, Resources resources) {
    Role role = role(name);
    role.held.subtract(resources);
    role.of(framework).subtract(resources);
    moved(framework, name, role, false);
    forgetIfEmpty(name, framework);
  }

  private void moved(FrameworkID framework, String name, Role role, boolean granted) {
    role.wanting.moved(framework, total, granted);
    order.moved(name, total, granted);
  }

  /** Of all agents. */
  Quantities total() {
    return total;
  }

  /** By anybody in any role. */
  Quantities held() {
    Quantities sum = new Quantities();
    roles.values().forEach(role -> sum.add(role.held));
    return sum;
  }

  void totalChanged(Resources before, Resources now) {
    total.subtract(before);
    total.add(now);
    stale = true;
  }

  /** Measures all shares anew if the total has changed. */
  void measure() {
    if (stale) {
      stale = false;
      roles.values().forEach(role -> role.wanting.measure(total));
      order.measure(total);
    }
  }

  /** The roles in which somebody wants something, in order; nothing may change meanwhile. */
  Iterator<String> rolesInOrder() {
    return order.inOrder();
  }

  Iterator<FrameworkID> frameworksInOrder(String role) {
    return roles.get(role).wanting.inOrder();
  }

  boolean wantsNobody() {
    return order.isEmpty();
  }
}
