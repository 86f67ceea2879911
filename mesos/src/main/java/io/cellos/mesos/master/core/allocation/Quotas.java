package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Guarantees and limits of roles, and what counts against them: all that is reserved for the role
 * or one below it, and all unreserved that is allocated to these.
 */
final class Quotas {
  private static final Quantities NOTHING = new Quantities();

  private final Map<String, Quota> quotas = new HashMap<>();
  private final Map<String, Quantities> consumed = new HashMap<>();

  void set(String role, Quota quota) {
    quotas.put(role, quota);
  }

  void remove(String role) {
    quotas.remove(role);
  }

  boolean isEmpty() {
    return quotas.isEmpty();
  }

  Set<String> roles() {
    return quotas.keySet();
  }

  Quantities consumed(String role) {
    return consumed.getOrDefault(role, NOTHING);
  }

  void consume(String role, Resources more) {
    change(role, more, true);
  }

  void free(String role, Resources less) {
    change(role, less, false);
  }

  private void change(String role, Resources resources, boolean more) {
    if (resources.isEmpty()) {
      return;
    }
    changeOne(role, resources, more);
    Roles.ancestors(role).forEach(above -> changeOne(above, resources, more));
  }

  private void changeOne(String role, Resources resources, boolean more) {
    Quantities sum = consumed.computeIfAbsent(role, r -> new Quantities());
    if (more) {
      sum.add(resources);
    } else {
      sum.subtract(resources);
    }
    if (sum.isEmpty()) {
      consumed.remove(role);
    }
  }

  /** What the role has a right to and does not have yet. */
  Quantities unsatisfied(String role) {
    Quota quota = quotas.get(role);
    return quota == null ? NOTHING : quota.guarantees().missingIn(consumed(role));
  }

  /** What the role, or else the nearest one above, has a right to and does not have yet. */
  Quantities due(String role) {
    if (quotas.containsKey(role)) {
      return unsatisfied(role);
    }
    return Roles.ancestors(role).stream()
        .filter(quotas::containsKey)
        .findFirst()
        .map(this::unsatisfied)
        .orElse(NOTHING);
  }

  /** What must be kept free for those whose guarantees are not satisfied. */
  Quantities headroom() {
    Quantities sum = new Quantities();
    for (String role : quotas.keySet()) {
      if (Roles.ancestors(role).stream().noneMatch(quotas::containsKey)) {
        sum.add(unsatisfied(role));
      }
    }
    return sum;
  }

  /** What more of unreserved resources the role may get. */
  Limits limits(String role) {
    Limits limits = new Limits();
    limit(role, limits);
    Roles.ancestors(role).forEach(above -> limit(above, limits));
    return limits;
  }

  private void limit(String role, Limits limits) {
    Quota quota = quotas.get(role);
    if (quota != null) {
      for (String name : quota.limited().keySet()) {
        limits.atMost(name, quota.limits().get(name) - consumed(role).get(name));
      }
    }
  }
}
