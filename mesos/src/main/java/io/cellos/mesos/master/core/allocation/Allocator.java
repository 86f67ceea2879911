package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Value;

/**
 * Keeps account of what is whose, and grants what is free. Resources here say no allocation; the
 * role is beside them.
 */
public final class Allocator {
  private final Map<AgentID, AgentSlot> agents = new LinkedHashMap<>();
  private final Map<AgentID, Resources> allocated = new HashMap<>();
  private final Map<String, Resources> reserved = new HashMap<>();
  private final Set<AgentID> dirty = new LinkedHashSet<>();
  private final Claims claims = new Claims();
  private final Quotas quotas = new Quotas();
  private final Refusals refusals = new Refusals();

  /** Of active agents; kept only while there are quotas, which nothing else needs it for. */
  private final Quantities freeUnreserved = new Quantities();

  private long steps;
  private long runs;

  /**
   * @param otherRegion whether it is in another region than the master
   */
  public void addAgent(AgentID id, Resources total, boolean otherRegion, boolean active) {
    AgentSlot slot = new AgentSlot(total, otherRegion, active);
    agents.put(id, slot);
    claims.totalChanged(Resources.NONE, total);
    reservedChanged(Resources.NONE, total);
    freeChanged(slot, Resources.NONE, total);
    dirty.add(id);
  }

  /** What was allocated of it must have been released before. */
  public void removeAgent(AgentID id) {
    AgentSlot slot = agents.remove(id);
    claims.totalChanged(slot.total(), Resources.NONE);
    reservedChanged(slot.total(), Resources.NONE);
    freeChanged(slot, slot.free(), Resources.NONE);
    allocated.remove(id);
    refusals.forget(id);
    dirty.remove(id);
  }

  /** It has other resources from now on; what is allocated stays so. */
  public void total(AgentID id, Resources total) {
    AgentSlot slot = agents.get(id);
    Resources free = total.minus(allocated.getOrDefault(id, Resources.NONE));
    claims.totalChanged(slot.total(), total);
    reservedChanged(slot.total(), total);
    freeChanged(slot, slot.free(), free);
    slot.total(total, free);
    dirty.add(id);
  }

  private void reservedChanged(Resources before, Resources now) {
    before
        .reservations()
        .forEach(
            (role, less) -> {
              quotas.unreserve(role, less);
              reserved.computeIfPresent(
                  role,
                  (r, all) -> {
                    Resources left = all.minus(scalars(less));
                    return left.isEmpty() ? null : left;
                  });
            });
    now.reservations()
        .forEach(
            (role, more) -> {
              quotas.reserve(role, more);
              reserved.merge(role, scalars(more), Resources::plus);
            });
  }

  private static Resources scalars(Resources resources) {
    return resources.filter(r -> r.getType() == Value.Type.SCALAR);
  }

  /** Scalars that are reserved on all agents, by role. */
  public Map<String, Resources> reserved() {
    return reserved;
  }

  private void freeChanged(AgentSlot slot, Resources before, Resources now) {
    if (slot.isActive() && !quotas.isEmpty()) {
      freeUnreserved.countUnreserved(before, -1);
      freeUnreserved.countUnreserved(now, 1);
    }
  }

  /** Nothing of an inactive agent is granted. */
  public void activate(AgentID id, boolean active) {
    AgentSlot slot = agents.get(id);
    if (slot.isActive() != active) {
      freeChanged(slot, slot.free(), Resources.NONE);
      slot.active(active);
      freeChanged(slot, Resources.NONE, slot.free());
      dirty.add(id);
    }
  }

  public void wish(FrameworkID framework, Wishes wishes) {
    Set<String> before = claims.wishes(framework).map(Wishes::roles).orElse(Set.of());
    claims.wish(framework, Optional.of(wishes));
    if (!before.containsAll(wishes.roles())) {
      allDirty();
    }
  }

  public void forget(FrameworkID framework) {
    claims.wish(framework, Optional.empty());
    refusals.forget(framework);
  }

  public void weigh(String role, double weight) {
    claims.weigh(role, weight);
    allDirty();
  }

  public void quota(String role, Optional<Quota> quota) {
    quota.ifPresentOrElse(q -> quotas.set(role, q), () -> quotas.remove(role));
    freeUnreserved.clear();
    for (AgentSlot slot : agents.values()) {
      freeChanged(slot, Resources.NONE, slot.free());
    }
    allDirty();
  }

  public Quantities consumed(String role) {
    return quotas.consumed(role);
  }

  public boolean hasQuotas() {
    return !quotas.isEmpty();
  }

  /** Everything is looked at again next time. */
  public void allDirty() {
    dirty.addAll(agents.keySet());
  }

  /** These are the framework's without having been granted: it launched on them, or came so. */
  public void allocate(FrameworkID framework, String role, AgentID agent, Resources resources) {
    if (resources.isEmpty()) {
      return;
    }
    AgentSlot slot = agents.get(agent);
    Resources free = slot.free().minus(resources);
    freeChanged(slot, slot.free(), free);
    slot.total(slot.total(), free);
    allocated.merge(agent, resources, Resources::plus);
    quotas.consume(role, resources);
    claims.granted(framework, role, resources);
  }

  public void release(FrameworkID framework, String role, AgentID agent, Resources resources) {
    if (resources.isEmpty()) {
      return;
    }
    AgentSlot slot = agents.get(agent);
    Resources left = allocated.get(agent).minus(resources);
    allocated.put(agent, left);
    Resources free = slot.total().minus(left);
    freeChanged(slot, slot.free(), free);
    slot.total(slot.total(), free);
    quotas.free(role, resources);
    claims.released(framework, role, resources);
    dirty.add(agent);
  }

  public void refuse(
      FrameworkID framework, String role, AgentID agent, Resources resources, Instant until) {
    if (!resources.isEmpty()) {
      refusals.add(framework, role, agent, resources, until);
    }
  }

  /** It takes back what it refused in the role. */
  public void revive(FrameworkID framework, String role) {
    dirty.addAll(refusals.forget(framework, role));
  }

  public boolean isDirty() {
    return !dirty.isEmpty();
  }

  /** When the next refusal is over. */
  public Optional<Instant> nextExpiry() {
    return refusals.next();
  }

  /** Marks agents whose refusals are over. */
  public void expire(Instant now) {
    refusals.expire(now).stream().filter(agents::containsKey).forEach(dirty::add);
  }

  /** Grants what is free of the agents of which something changed. */
  public List<Grant> grants() {
    runs++;
    claims.measure();
    List<AgentID> due = List.copyOf(dirty);
    dirty.clear();
    List<Grant> grants = new ArrayList<>();
    if (claims.wantsNobody()) {
      return grants;
    }
    Round round = new Round(claims, quotas, refusals, freeUnreserved);
    if (!quotas.isEmpty()) {
      due.forEach(id -> grant(id, round.guaranteed(id, agents.get(id)), grants));
    }
    due.forEach(id -> grant(id, round.fair(id, agents.get(id)), grants));
    steps += round.steps();
    return grants;
  }

  private void grant(AgentID id, List<Grant> found, List<Grant> into) {
    for (Grant grant : found) {
      allocate(grant.framework(), grant.role(), id, grant.resources());
      into.add(grant);
    }
  }

  public Resources free(AgentID agent) {
    return agents.get(agent).free();
  }

  public Resources allocated(AgentID agent) {
    return allocated.getOrDefault(agent, Resources.NONE);
  }

  /** Scalars of all agents. */
  public Map<String, Double> total() {
    return claims.total().amounts();
  }

  /** Scalars that are granted or used, of all agents. */
  public Map<String, Double> held() {
    return claims.held().amounts();
  }

  /** How many refusals are in force, by role. */
  public Map<String, Long> refused() {
    return refusals.count();
  }

  /** How often grants were looked for. */
  public long runs() {
    return runs;
  }

  /** How many candidates were looked at so far: what allocation costs. */
  public long steps() {
    return steps;
  }
}
