package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Standing;
import io.cellos.mesos.master.core.validation.Ids;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;

/** Agents join, for the first time or again. */
final class Admission {
  private final Books books;
  private final Departures departures;
  private final Rejoining rejoining;
  private final Machines machines;

  Admission(Books books, Departures departures, Rejoining rejoining, Machines machines) {
    this.books = books;
    this.departures = departures;
    this.rejoining = rejoining;
    this.machines = machines;
  }

  void join(String link, ToMaster.Register register, Instant now) {
    AgentID id = register.agent().getId();
    books
        .counters()
        .count(id.getValue().isEmpty() ? "messages_register_slave" : "messages_reregister_slave");
    Optional<String> malformed =
        id.getValue().isEmpty() ? Optional.empty() : Ids.problem(id.getValue());
    if (malformed.isPresent()) {
      reject(link, "Agent " + malformed.get());
    } else if (books.agents().gone().containsKey(id)) {
      reject(link, "Agent has been marked gone");
    } else if (machines.isDown(register.agent())) {
      reject(link, "Machine is DOWN");
    } else if (id.getValue().isEmpty()) {
      AgentInfo named = register.agent().toBuilder().setId(books.names().agent()).build();
      admit(link, named, register, Optional.empty(), now);
    } else if (books.agents().find(id).isPresent()) {
      Agent agent = books.agents().known(id);
      agent.link().ifPresent(books.out()::closeLink);
      again(agent, link, register, now);
    } else {
      readmit(link, id, register, now);
    }
  }

  private void reject(String link, String reason) {
    books.out().say(link, new ToAgent.Shutdown(reason));
    books.out().closeLink(link);
  }

  private Agent admit(
      String link,
      AgentInfo info,
      ToMaster.Register register,
      Optional<AwaitedAgent> before,
      Instant now) {
    Resources reported = Resources.of(register.total()).unallocate();
    Agent agent =
        new Agent(
            info,
            register.version(),
            before.map(known -> Totals.agreed(known.total(), reported)).orElse(reported),
            before.map(AwaitedAgent::standing).orElse(Standing.NORMAL),
            before.map(AwaitedAgent::registered).orElse(now));
    books.agents().add(agent);
    books.agents().connect(agent, link, now);
    books.allocator().addAgent(agent.id(), agent.total(), isElsewhere(info), agent.isActive());
    departures.watch(agent, now);
    books.out().save(Registry.agent(agent.id()), Registry.entry(agent));
    welcome(agent, reported);
    books.counters().count(before.isEmpty() ? "slave_registrations" : "slave_reregistrations");
    books.out().announce(Announcements.added(agent));
    return agent;
  }

  private boolean isElsewhere(AgentInfo info) {
    return info.getDomain().hasFaultDomain()
        && books.self().getDomain().hasFaultDomain()
        && !info.getDomain()
            .getFaultDomain()
            .getRegion()
            .equals(books.self().getDomain().getFaultDomain().getRegion());
  }

  private void welcome(Agent agent, Resources reported) {
    books.out().say(agent, new ToAgent.Registered(agent.id()));
    if (!agent.total().equals(reported)) {
      books.out().say(agent, new ToAgent.SetResources(agent.total().list()));
    }
    agent.drain().ifPresent(drain -> books.out().say(agent, new ToAgent.Drain(drain.getConfig())));
  }

  /** It is registered with this leader: its link was down, or it was started anew. */
  private void again(Agent agent, String link, ToMaster.Register register, Instant now) {
    Resources reported = Resources.of(register.total()).unallocate();
    Resources total = Totals.agreed(agent.total(), reported);
    AgentInfo info = register.agent();
    boolean changed = !total.equals(agent.total()) || !info.equals(agent.info());
    books.agents().connect(agent, link, now);
    agent.reregister(info, register.version(), now);
    agent.total(total);
    books.allocator().total(agent.id(), total);
    books.allocator().activate(agent.id(), agent.isActive());
    if (changed) {
      books.out().save(Registry.agent(agent.id()), Registry.entry(agent));
    }
    welcome(agent, reported);
    rejoining.known(agent, register, now);
    books.counters().count("slave_reregistrations");
  }

  /** It was known to a leader before, was out of reach, or the registry lost it. */
  private void readmit(String link, AgentID id, ToMaster.Register register, Instant now) {
    boolean awaited = books.agents().recovered().containsKey(id);
    AwaitedAgent away = books.agents().unreachable().get(id);
    Optional<AwaitedAgent> before =
        Optional.ofNullable(awaited ? books.agents().recovered().get(id) : away);
    if (away != null) {
      books.out().forget(Registry.unreachable(id));
    }
    Agent agent = admit(link, register.agent(), register, before, now);
    agent.reregister(register.agent(), register.version(), now);
    if (awaited) {
      rejoining.recovered(agent, register, now);
    } else {
      String why =
          away == null ? "Unknown agent reregistered" : "Unreachable agent re-reregistered";
      rejoining.returned(agent, register, why, now);
    }
  }
}
