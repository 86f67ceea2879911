package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.allocation.Allocator;
import io.cellos.mesos.master.core.view.FrameworkCounts.OfferFate;
import io.cellos.protocols.mesos.Resources;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Task;

/**
 * The ties between frameworks and agents: tasks, executors, offers. Whatever they hold counts once
 * in the sums of the framework, of the agent and of the allocator, as long as they hold it.
 */
public final class Cluster {
  private final Frameworks frameworks;
  private final Agents agents;
  private final Allocator allocator;
  private final Counters counters;
  private final LinkedHashMap<OfferID, OfferEntry> offers = new LinkedHashMap<>();
  private final HashMap<OfferID, InverseOffer> inverseOffers = new HashMap<>();
  private Set<AgentID> emptied = new LinkedHashSet<>();

  public Cluster(Frameworks frameworks, Agents agents, Allocator allocator, Counters counters) {
    this.frameworks = frameworks;
    this.agents = agents;
    this.allocator = allocator;
    this.counters = counters;
  }

  public Optional<OfferEntry> offer(OfferID id) {
    return Optional.ofNullable(offers.get(id));
  }

  /** Of resources that the allocator has granted. */
  public void addOffer(OfferEntry offer) {
    offers.put(offer.id(), offer);
    Framework framework = frameworks.known(offer.framework());
    Agent agent = agents.known(offer.agent());
    framework.offers.put(offer.id(), offer);
    agent.offers.put(offer.id(), offer);
    framework.offered.add(offer.role(), offer.resources());
    framework.counters().offer(OfferFate.SENT);
    framework.touch();
    agent.touch();
  }

  /** The offer is over and its resources are free. */
  public void removeOffer(OfferEntry offer) {
    offers.remove(offer.id());
    Framework framework = frameworks.known(offer.framework());
    Agent agent = agents.known(offer.agent());
    framework.offers.remove(offer.id());
    agent.offers.remove(offer.id());
    framework.offered.remove(offer.role(), offer.resources());
    framework.touch();
    agent.touch();
    allocator.release(offer.framework(), offer.role(), offer.agent(), offer.resources());
  }

  public int offerCount() {
    return offers.size();
  }

  public Optional<InverseOffer> inverseOffer(OfferID id) {
    return Optional.ofNullable(inverseOffers.get(id));
  }

  public void addInverseOffer(InverseOffer offer) {
    inverseOffers.put(offer.getId(), offer);
    Framework framework = frameworks.known(offer.getFrameworkId());
    framework.inverseOffers.put(offer.getId(), offer);
    framework.touch();
    agents.known(offer.getAgentId()).inverseOffers.put(offer.getId(), offer);
  }

  public void removeInverseOffer(InverseOffer offer) {
    inverseOffers.remove(offer.getId());
    Framework framework = frameworks.known(offer.getFrameworkId());
    framework.inverseOffers.remove(offer.getId());
    framework.touch();
    agents.known(offer.getAgentId()).inverseOffers.remove(offer.getId());
  }

  /** A task is there; it holds its resources unless it has ended. */
  public TaskEntry addTask(Task task) {
    return addTask(TaskEntry.of(task));
  }

  /** A task is there, whose resources are known already. */
  public TaskEntry addTask(TaskEntry entry) {
    Task task = entry.task();
    Framework framework = frameworks.known(entry.framework());
    Agent agent = agents.known(entry.agent());
    framework.tasks.put(entry.id(), entry);
    agent.tasks.computeIfAbsent(framework.id(), f -> new LinkedHashMap<>()).put(entry.id(), entry);
    counters.stateChanged(null, task.getState());
    framework.counters().stateChanged(null, task.getState());
    if (!States.isTerminal(task.getState())) {
      entry.hold(true);
      hold(framework, agent, entry.role(), entry.resources());
    }
    framework.touch();
    agent.touch();
    return entry;
  }

  /** What is known of a task has changed; once it has ended it holds nothing. */
  public void changeTask(TaskEntry entry, Task changed) {
    Framework framework = frameworks.known(entry.framework());
    counters.stateChanged(entry.task().getState(), changed.getState());
    framework.counters().stateChanged(entry.task().getState(), changed.getState());
    entry.set(changed);
    framework.touch();
    if (States.isTerminal(changed.getState())) {
      settle(entry);
    }
  }

  private void settle(TaskEntry entry) {
    if (entry.isHolding()) {
      entry.hold(false);
      release(
          frameworks.known(entry.framework()),
          agents.known(entry.agent()),
          entry.role(),
          entry.resources());
    }
  }

  /** The task is over: it belongs to what the framework has completed. */
  public void completeTask(TaskEntry entry, int keep) {
    removeTask(entry);
    Framework framework = frameworks.known(entry.framework());
    complete(framework, entry.task(), keep);
  }

  /** A task that nobody can reach any more is over. */
  public void complete(Framework framework, Task task, int keep) {
    framework.unreachable.remove(task.getTaskId());
    framework.completed.addLast(task);
    while (framework.completed.size() > keep) {
      framework.completed.removeFirst();
    }
    framework.touch();
  }

  /** The task went out of reach with its agent. */
  public void loseTask(TaskEntry entry, int keep) {
    removeTask(entry);
    Framework framework = frameworks.known(entry.framework());
    framework.unreachable.put(entry.id(), entry.task());
    while (framework.unreachable.size() > keep) {
      framework.unreachable.pollFirstEntry();
    }
    framework.touch();
  }

  /** A task that was out of reach is back. */
  public void findTask(Framework framework, Task task) {
    framework.unreachable.remove(task.getTaskId());
    framework.touch();
  }

  /** The agent is back, and what it does not have is nowhere. */
  public void forgetUnreachable(AgentID agent) {
    for (Framework framework : frameworks.all()) {
      if (framework.unreachable.values().removeIf(task -> task.getAgentId().equals(agent))) {
        framework.touch();
      }
    }
  }

  private void removeTask(TaskEntry entry) {
    settle(entry);
    Framework framework = frameworks.known(entry.framework());
    counters.stateChanged(entry.task().getState(), null);
    framework.counters().stateChanged(entry.task().getState(), null);
    framework.tasks.remove(entry.id());
    Agent agent = agents.known(entry.agent());
    agent.tasks.computeIfPresent(
        entry.framework(),
        (f, tasks) -> {
          tasks.remove(entry.id());
          return tasks.isEmpty() ? null : tasks;
        });
    agent.forgetKill(entry.framework(), entry.id());
    if (!agent.hasTasks()) {
      emptied.add(agent.id());
    }
    agent.touch();
  }

  /** The agents whose last task has gone since this was asked before. */
  public Set<AgentID> takeEmptied() {
    Set<AgentID> taken = emptied;
    emptied = taken.isEmpty() ? taken : new LinkedHashSet<>();
    return taken;
  }

  public void addExecutor(ExecutorEntry entry) {
    Framework framework = frameworks.known(entry.info().getFrameworkId());
    Agent agent = agents.known(entry.agent());
    ExecutorID id = entry.info().getExecutorId();
    framework.executors.computeIfAbsent(agent.id(), a -> new LinkedHashMap<>()).put(id, entry);
    agent.executors.computeIfAbsent(framework.id(), f -> new LinkedHashMap<>()).put(id, entry);
    hold(framework, agent, entry.role(), entry.resources());
  }

  public void removeExecutor(ExecutorEntry entry) {
    Framework framework = frameworks.known(entry.info().getFrameworkId());
    Agent agent = agents.known(entry.agent());
    ExecutorID id = entry.info().getExecutorId();
    framework.executors.computeIfPresent(
        agent.id(),
        (a, all) -> {
          all.remove(id);
          return all.isEmpty() ? null : all;
        });
    agent.executors.computeIfPresent(
        framework.id(),
        (f, all) -> {
          all.remove(id);
          return all.isEmpty() ? null : all;
        });
    release(framework, agent, entry.role(), entry.resources());
  }

  private void hold(Framework framework, Agent agent, String role, Resources resources) {
    framework.used.add(role, resources);
    framework.touch();
    agent.touch();
    allocator.allocate(framework.id(), role, agent.id(), resources);
  }

  private void release(Framework framework, Agent agent, String role, Resources resources) {
    framework.used.remove(role, resources);
    framework.touch();
    agent.touch();
    allocator.release(framework.id(), role, agent.id(), resources);
  }
}
