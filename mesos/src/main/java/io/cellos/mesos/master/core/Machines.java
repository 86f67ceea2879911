package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.allocator.Protos.InverseOfferStatus;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** What is planned for machines, which are down, and what frameworks say to it. */
final class Machines {
  private final Books books;
  private Schedule schedule = Schedule.getDefaultInstance();
  private final Set<MachineID> down = new LinkedHashSet<>();
  private final Map<String, Map<FrameworkID, InverseOfferStatus>> answers = new LinkedHashMap<>();

  Machines(Books books) {
    this.books = books;
  }

  Schedule schedule() {
    return schedule;
  }

  Set<MachineID> down() {
    return down;
  }

  void schedule(Schedule changed) {
    schedule = changed;
    answers.clear();
  }

  private static boolean is(MachineID machine, AgentInfo agent) {
    return machine.getHostname().equalsIgnoreCase(agent.getHostname())
        || (machine.hasIp() && machine.getIp().equals(agent.getHostname()));
  }

  boolean isDown(AgentInfo agent) {
    return down.stream().anyMatch(machine -> is(machine, agent));
  }

  List<Agent> agentsOn(MachineID machine) {
    return books.agents().all().stream().filter(agent -> is(machine, agent.info())).toList();
  }

  /** The machine of the schedule that the agent is on. */
  Optional<MachineID> planned(Agent agent) {
    return schedule.getWindowsList().stream()
        .flatMap(window -> window.getMachineIdsList().stream())
        .filter(machine -> is(machine, agent.info()))
        .findFirst();
  }

  /** When the agent's machine is planned to be away. */
  Optional<Unavailability> unavailability(AgentInfo agent) {
    return schedule.getWindowsList().stream()
        .filter(
            window -> window.getMachineIdsList().stream().anyMatch(machine -> is(machine, agent)))
        .map(Window::getUnavailability)
        .findFirst();
  }

  /** Asks the frameworks that have something on the agent to leave it in time. */
  void offerInverse(Agent agent) {
    Optional<Unavailability> away = unavailability(agent.info());
    if (away.isEmpty()) {
      return;
    }
    for (FrameworkID id : agent.frameworks()) {
      Framework framework = books.frameworks().known(id);
      if (!framework.isConnected()) {
        continue;
      }
      InverseOffer offer =
          InverseOffer.newBuilder()
              .setId(books.names().offer())
              .setUrl(Offering.url(agent.info()))
              .setFrameworkId(id)
              .setAgentId(agent.id())
              .setUnavailability(away.get())
              .build();
      books.cluster().addInverseOffer(offer);
      books
          .out()
          .tell(
              framework,
              Event.newBuilder()
                  .setType(Event.Type.INVERSE_OFFERS)
                  .setInverseOffers(Event.InverseOffers.newBuilder().addInverseOffers(offer)));
    }
  }

  void rescindInverse(Agent agent) {
    for (InverseOffer offer : agent.inverseOffers()) {
      books
          .out()
          .tell(
              books.frameworks().known(offer.getFrameworkId()),
              Event.newBuilder()
                  .setType(Event.Type.RESCIND_INVERSE_OFFER)
                  .setRescindInverseOffer(
                      Event.RescindInverseOffer.newBuilder().setInverseOfferId(offer.getId())));
      books.cluster().removeInverseOffer(offer);
    }
  }

  /** A framework says whether it will leave in time; operators see it in the status. */
  void answered(
      Framework framework, List<OfferID> ids, InverseOfferStatus.Status status, Instant now) {
    for (OfferID id : ids) {
      books
          .cluster()
          .inverseOffer(id)
          .filter(offer -> offer.getFrameworkId().equals(framework.id()))
          .ifPresent(offer -> answered(offer, status, now));
    }
  }

  private void answered(InverseOffer offer, InverseOfferStatus.Status status, Instant now) {
    books.cluster().removeInverseOffer(offer);
    answers
        .computeIfAbsent(offer.getAgentId().getValue(), a -> new LinkedHashMap<>())
        .put(
            offer.getFrameworkId(),
            InverseOfferStatus.newBuilder()
                .setStatus(status)
                .setFrameworkId(offer.getFrameworkId())
                .setTimestamp(Times.info(now))
                .build());
  }

  ClusterStatus status() {
    ClusterStatus.Builder status = ClusterStatus.newBuilder().addAllDownMachines(down);
    for (Window window : schedule.getWindowsList()) {
      for (MachineID machine : window.getMachineIdsList()) {
        if (!down.contains(machine)) {
          status.addDrainingMachines(
              ClusterStatus.DrainingMachine.newBuilder()
                  .setId(machine)
                  .addAllStatuses(statuses(machine)));
        }
      }
    }
    return status.build();
  }

  private List<InverseOfferStatus> statuses(MachineID machine) {
    List<InverseOfferStatus> statuses = new ArrayList<>();
    for (Agent agent : agentsOn(machine)) {
      statuses.addAll(answers.getOrDefault(agent.id().getValue(), Map.of()).values());
    }
    return statuses;
  }
}
