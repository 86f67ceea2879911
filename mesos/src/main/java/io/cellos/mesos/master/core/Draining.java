package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.DrainState;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.master.Protos.Call;

/** Agents that are to be left by their tasks, or that get no new ones. */
final class Draining {
  private static final long NANOS = 1_000_000_000L;

  private final Books books;
  private final Offering offering;
  private final Departures departures;
  private final Machines machines;

  Draining(Books books, Offering offering, Departures departures, Machines machines) {
    this.books = books;
    this.offering = offering;
    this.departures = departures;
    this.machines = machines;
  }

  Verdict drain(Call.DrainAgent call, Instant now) {
    Optional<MachineID> planned = books.agents().find(call.getAgentId()).flatMap(machines::planned);
    if (planned.isPresent()) {
      return new Verdict.Malformed(
          "Agent %s is part of a maintenance schedule under Machine %s (%s)"
              .formatted(
                  call.getAgentId().getValue(),
                  planned.get().getHostname(),
                  planned.get().getIp()));
    }
    DrainConfig.Builder config = DrainConfig.newBuilder().setMarkGone(call.getMarkGone());
    if (call.hasMaxGracePeriod()) {
      com.google.protobuf.Duration grace = call.getMaxGracePeriod();
      config.setMaxGracePeriod(
          DurationInfo.newBuilder().setNanoseconds(grace.getSeconds() * NANOS + grace.getNanos()));
    }
    DrainInfo info = DrainInfo.newBuilder().setState(DrainState.DRAINING).setConfig(config).build();
    Verdict verdict = stand(call.getAgentId(), Standing.draining(info, now));
    books
        .agents()
        .find(call.getAgentId())
        .ifPresent(
            agent -> {
              books.out().say(agent, new ToAgent.Drain(info.getConfig()));
              look(agent, now);
            });
    return verdict;
  }

  Verdict deactivate(AgentID id) {
    return stand(id, standing(id).orElse(Standing.NORMAL).deactivate());
  }

  Verdict reactivate(AgentID id) {
    Optional<Standing> standing = standing(id);
    if (!standing.map(Standing::deactivated).orElse(false)) {
      return new Verdict.Malformed("Agent is not deactivated");
    }
    boolean busy =
        standing
            .flatMap(Standing::drain)
            .filter(drain -> drain.getState() == DrainState.DRAINING)
            .isPresent();
    if (busy) {
      return new Verdict.Malformed("Agent is still in the DRAINING state");
    }
    books.agents().find(id).ifPresent(agent -> books.out().say(agent, new ToAgent.EndDrain()));
    return stand(id, Standing.NORMAL);
  }

  private Optional<Standing> standing(AgentID id) {
    return books
        .agents()
        .find(id)
        .map(Agent::standing)
        .or(() -> away(id).map(AwaitedAgent::standing));
  }

  private Optional<AwaitedAgent> away(AgentID id) {
    return Optional.ofNullable(books.agents().recovered().get(id))
        .or(() -> Optional.ofNullable(books.agents().unreachable().get(id)));
  }

  private Verdict stand(AgentID id, Standing standing) {
    Optional<Agent> there = books.agents().find(id);
    if (there.isPresent()) {
      stand(there.get(), standing);
      return new Verdict.Done();
    }
    return standAway(books.agents().recovered(), id, standing)
            || standAway(books.agents().unreachable(), id, standing)
        ? new Verdict.Done()
        : new Verdict.Malformed("Unknown agent");
  }

  private void stand(Agent agent, Standing standing) {
    agent.stand(standing);
    books.allocator().activate(agent.id(), agent.isActive());
    if (standing.deactivated()) {
      offering.rescindAll(agent);
    }
    books.out().save(Registry.agent(agent.id()), Registry.entry(agent));
  }

  private boolean standAway(Map<AgentID, AwaitedAgent> among, AgentID id, Standing standing) {
    AwaitedAgent changed = among.computeIfPresent(id, (i, agent) -> agent.stand(standing));
    if (changed != null) {
      books.out().save(Registry.agent(id), Registry.entry(changed));
    }
    return changed != null;
  }

  /** Agents whose last task is over may have been drained by that. */
  void look(Instant now) {
    for (AgentID id : books.cluster().takeEmptied()) {
      books.agents().find(id).ifPresent(agent -> look(agent, now));
    }
  }

  /** An agent that drains and has no task any more is drained. */
  void look(Agent agent, Instant now) {
    Optional<DrainInfo> drain =
        agent.drain().filter(info -> info.getState() == DrainState.DRAINING);
    if (drain.isEmpty() || agent.hasTasks() || !agent.isConnected()) {
      return;
    }
    if (drain.get().getConfig().getMarkGone()) {
      departures.gone(agent.id(), now);
    } else {
      DrainInfo drained = drain.get().toBuilder().setState(DrainState.DRAINED).build();
      stand(agent, agent.standing().drained(drained));
    }
  }
}
