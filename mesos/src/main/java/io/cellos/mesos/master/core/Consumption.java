package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Quantities;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import java.util.HashMap;
import java.util.Map;

/**
 * What counts against quotas at this moment: all that is reserved for a role and those below it,
 * and what they use beyond that. Offers do not count, although the allocator has given them away.
 */
final class Consumption {
  private final Books books;
  private final Map<String, Resources> offered = new HashMap<>();

  Consumption(Books books) {
    this.books = books;
    books.frameworks().all().forEach(framework -> framework.offered().forEach(this::count));
  }

  /**
   * @param offered to all frameworks, by role
   */
  Consumption(Books books, Map<String, Resources> offered) {
    this.books = books;
    offered.forEach(this::count);
  }

  private void count(String role, Resources all) {
    Resources resources = all.unreserved();
    offered.merge(role, resources, Resources::plus);
    Roles.ancestors(role).forEach(above -> offered.merge(above, resources, Resources::plus));
  }

  /** By name of the resource. */
  Map<String, Double> of(String role) {
    Quantities sum = new Quantities();
    sum.add(books.allocator().consumed(role));
    sum.subtract(offered.getOrDefault(role, Resources.NONE));
    return sum.amounts();
  }
}
