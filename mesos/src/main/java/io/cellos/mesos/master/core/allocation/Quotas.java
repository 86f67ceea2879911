package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

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

  Quantities consumed(String role) {
    return consumed.getOrDefault(role, NOTHING);
  }

  /** Reserved for the role, on an agent that came or changed. */
  void reserve(String role, Resources more) {
    each(role, sum -> sum.add(more));
  }

  void unreserve(String role, Resources less) {
    each(role, sum -> sum.subtract(less));
  }

  /** Allocated to the role; what of it is reserved counts already. */
  void consume(String role, Resources more) {
    each(role, sum -> sum.countUnreserved(more, 1));
  }

  void free(String role, Resources less) {
    each(role, sum -> sum.countUnreserved(less, -1));
  }

  private void each(String role, Consumer<Quantities> change) {
    change.accept(consumed.computeIfAbsent(role, r -> new Quantities()));
    if (role.indexOf('/') >= 0) {
      Roles.ancestors(role)
          .forEach(above -> change.accept(consumed.computeIfAbsent(above, r -> new Quantities())));
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
