package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.validation.OperationCheck;
import io.cellos.mesos.master.core.validation.OperationCheck.Actor;
import io.cellos.protocols.mesos.Conversion;
import io.cellos.protocols.mesos.ResourceCheck;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Reservations and volumes. An agent's resources are the master's to change; agents keep them. */
final class Operations {
  private final Books books;

  Operations(Books books) {
    this.books = books;
  }

  /** A framework's operation on what it was offered. */
  void apply(Pot pot, Operation given) {
    Optional<String> problem = invalid(given);
    if (problem.isEmpty()) {
      Operation operation = Format.plain(given);
      problem = OperationCheck.problem(operation, actor(pot)).or(() -> convert(pot, operation));
    }
    if (problem.isPresent()) {
      drop(pot.of(), Optional.of(pot.agent()), given, problem.get());
    } else {
      count(given, "finished");
      report(pot.of(), Optional.of(pot.agent()), given, OperationState.OPERATION_FINISHED, "");
    }
  }

  private static Actor actor(Pot pot) {
    return new Actor(
        Optional.of(pot.role()),
        pot.of().info().hasPrincipal()
            ? Optional.of(pot.of().info().getPrincipal())
            : Optional.empty(),
        pot.of().has(Capability.Type.SHARED_RESOURCES),
        pot.on().total(),
        pot.on().usedTotal());
  }

  private Optional<String> convert(Pot pot, Operation operation) {
    Optional<Resources> left = Optional.of(pot.available());
    Resources total = pot.on().total();
    for (Conversion conversion : Conversion.of(operation)) {
      left = left.flatMap(conversion::apply);
      total = conversion.apply(total).orElse(total);
    }
    if (left.isEmpty()) {
      return Optional.of(
          "Invalid %s Operation: the offers do not contain the resources"
              .formatted(operation.getType()));
    }
    pot.become(left.get());
    changed(pot.on(), total);
    return Optional.empty();
  }

  /** What is wrong with the resources as they were given. */
  static Optional<String> invalid(Operation operation) {
    List<Resource> resources =
        switch (operation.getType()) {
          case RESERVE -> operation.getReserve().getResourcesList();
          case UNRESERVE -> operation.getUnreserve().getResourcesList();
          case CREATE -> operation.getCreate().getVolumesList();
          case DESTROY -> operation.getDestroy().getVolumesList();
          case GROW_VOLUME ->
              List.of(
                  operation.getGrowVolume().getVolume(), operation.getGrowVolume().getAddition());
          case SHRINK_VOLUME -> List.of(operation.getShrinkVolume().getVolume());
          case LAUNCH, LAUNCH_GROUP, CREATE_DISK, DESTROY_DISK, UNKNOWN -> List.of();
        };
    return ResourceCheck.problem(resources)
        .or(() -> ResourceCheck.problem(operation.getReserve().getSourceList()))
        .map(problem -> "Operation attempted with invalid resources: " + problem);
  }

  /** The agent has other resources from now on, and remembers them. */
  void changed(Agent agent, Resources total) {
    agent.total(total);
    books.allocator().total(agent.id(), total);
    books.out().save(Registry.agent(agent.id()), Registry.entry(agent));
    books.out().say(agent, new ToAgent.SetResources(total.list()));
  }

  /** An operation that is not done; who gave it an id hears of it. */
  void drop(Framework framework, Optional<AgentID> agent, Operation operation, String reason) {
    count(operation, "error");
    report(framework, agent, operation, OperationState.OPERATION_ERROR, reason);
  }

  private void count(Operation operation, String end) {
    books.counters().count("operations/" + end);
    books
        .counters()
        .count(
            "operations/%s/%s".formatted(operation.getType().name().toLowerCase(Locale.ROOT), end));
  }

  private void report(
      Framework framework,
      Optional<AgentID> agent,
      Operation operation,
      OperationState state,
      String message) {
    if (!operation.hasId()) {
      return;
    }
    OperationStatus.Builder status =
        OperationStatus.newBuilder().setOperationId(operation.getId()).setState(state);
    agent.ifPresent(status::setAgentId);
    if (!message.isEmpty()) {
      status.setMessage(message);
    }
    books
        .out()
        .tell(
            framework,
            Event.newBuilder()
                .setType(Event.Type.UPDATE_OPERATION_STATUS)
                .setUpdateOperationStatus(
                    Event.UpdateOperationStatus.newBuilder().setStatus(status)));
  }
}
