package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;

/** One pass over agents of which something changed. It finds; the allocator grants. */
final class Round {
  private static final double LEAST_CPUS = 0.01;
  private static final double LEAST_MEM = 32;

  private final Claims claims;
  private final Quotas quotas;
  private final Refusals refusals;
  private final Quantities freeUnreserved;
  private long steps;

  Round(Claims claims, Quotas quotas, Refusals refusals, Quantities freeUnreserved) {
    this.claims = claims;
    this.quotas = quotas;
    this.refusals = refusals;
    this.freeUnreserved = freeUnreserved;
  }

  long steps() {
    return steps;
  }

  /** For roles whose guarantee is not satisfied, as much as is missing. */
  List<Grant> guaranteed(AgentID id, AgentSlot agent) {
    List<Grant> grants = new ArrayList<>();
    Resources free = agent.isActive() ? agent.free() : Resources.NONE;
    for (Iterator<String> roles = claims.rolesInOrder(); roles.hasNext() && !free.isEmpty(); ) {
      String role = roles.next();
      Quantities missing = quotas.due(role);
      if (missing.isEmpty()) {
        continue;
      }
      Limits most = quotas.limits(role);
      missing.names().forEach(name -> most.atMost(name, missing.get(name)));
      Resources own = free.reservedFor(role);
      Optional<Grant> grant = first(id, agent, role, own.plus(most.within(free.unreserved())));
      if (grant.isPresent()) {
        grants.add(grant.get());
        free = free.minus(grant.get().resources());
      }
    }
    return grants;
  }

  /** For the others in order, within limits and without what guarantees still need. */
  List<Grant> fair(AgentID id, AgentSlot agent) {
    List<Grant> grants = new ArrayList<>();
    Resources free = agent.isActive() ? agent.free() : Resources.NONE;
    Quantities headroom = quotas.isEmpty() ? new Quantities() : quotas.headroom();
    Quantities granted = new Quantities();
    for (Iterator<String> roles = claims.rolesInOrder(); roles.hasNext() && !free.isEmpty(); ) {
      String role = roles.next();
      Resources offerable = free.allocatableTo(role);
      if (offerable.isEmpty()) {
        steps++;
        continue;
      }
      if (!quotas.isEmpty()) {
        Limits most = quotas.limits(role);
        for (String name : headroom.names()) {
          most.atMost(name, freeUnreserved.get(name) - granted.get(name) - headroom.get(name));
        }
        offerable = offerable.reserved().plus(most.within(offerable.unreserved()));
      }
      Optional<Grant> grant = first(id, agent, role, offerable);
      if (grant.isPresent()) {
        grants.add(grant.get());
        granted.add(grant.get().resources().unreserved());
        free = free.minus(grant.get().resources());
      }
    }
    return grants;
  }

  /** The first framework of the role that takes it. */
  private Optional<Grant> first(AgentID id, AgentSlot agent, String role, Resources offerable) {
    Iterator<FrameworkID> frameworks = claims.frameworksInOrder(role);
    while (frameworks.hasNext()) {
      steps++;
      FrameworkID framework = frameworks.next();
      Wishes wishes = claims.wishes(framework).orElseThrow();
      if (!agent.suits(wishes) || wishes.unwanted().is(role, id)) {
        continue;
      }
      Resources offer = understood(offerable, wishes);
      if (isWorthIt(offer) && !refusals.refuses(framework, role, id, offer)) {
        return Optional.of(new Grant(framework, role, id, offer));
      }
    }
    return Optional.empty();
  }

  private static Resources understood(Resources resources, Wishes wishes) {
    return wishes.shared() && wishes.refined()
        ? resources
        : resources.filter(
            r ->
                (wishes.shared() || !r.hasShared())
                    && (wishes.refined() || !ResourceTraits.isRefined(r)));
  }

  private static boolean isWorthIt(Resources offer) {
    return offer.scalar("cpus") >= LEAST_CPUS || offer.scalar("mem") >= LEAST_MEM;
  }
}
