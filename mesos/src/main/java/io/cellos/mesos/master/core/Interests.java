package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Wishes;
import io.cellos.mesos.master.core.constraint.AgentConstraints;
import io.cellos.mesos.master.core.state.Framework;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;

/** What frameworks want to be offered. */
final class Interests {
  private final Books books;

  Interests(Books books) {
    this.books = books;
  }

  /** Tells the allocator what the framework wants by now. */
  void tell(Framework framework) {
    Set<String> roles = new HashSet<>(framework.isConnected() ? framework.roles() : Set.of());
    roles.removeAll(framework.suppressed());
    books
        .allocator()
        .wish(
            framework.id(),
            new Wishes(
                roles,
                framework.has(Capability.Type.GPU_RESOURCES),
                framework.has(Capability.Type.REGION_AWARE),
                framework.has(Capability.Type.SHARED_RESOURCES),
                framework.has(Capability.Type.RESERVATION_REFINEMENT),
                unwanted(framework.constraints())));
  }

  private Wishes.Unwanted unwanted(AgentConstraints constraints) {
    return constraints.isEmpty()
        ? (role, agent) -> false
        : (role, agent) -> !constraints.allow(role, books.agents().known(agent).info());
  }

  /** From now on it is offered only what these allow. */
  void constrain(Framework framework, AgentConstraints constraints) {
    if (!framework.constraints().given().equals(constraints.given())) {
      framework.constrain(constraints);
      books.allocator().allDirty();
    }
  }

  void suppress(Framework framework, List<String> roles) {
    Set<String> suppressed = new HashSet<>(framework.suppressed());
    suppressed.addAll(roles.isEmpty() ? framework.roles() : roles);
    suppressed.retainAll(framework.roles());
    framework.suppress(suppressed);
    tell(framework);
  }

  void revive(Framework framework, List<String> roles) {
    Set<String> revived = roles.isEmpty() ? framework.roles() : Set.copyOf(roles);
    Set<String> suppressed = new HashSet<>(framework.suppressed());
    suppressed.removeAll(revived);
    framework.suppress(suppressed);
    revived.forEach(role -> books.allocator().revive(framework.id(), role));
    tell(framework);
  }
}
