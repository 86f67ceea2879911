package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.OfferEntry;
import io.cellos.mesos.master.core.validation.OperationCheck;
import io.cellos.mesos.master.core.validation.OperationCheck.Actor;
import io.cellos.protocols.mesos.Conversion;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Offer.Operation;

/** Reservations and volumes that operators make, of what nobody uses. */
final class OperatorResources {
  private final Books books;
  private final Offering offering;
  private final Operations operations;

  OperatorResources(Books books, Offering offering, Operations operations) {
    this.books = books;
    this.offering = offering;
    this.operations = operations;
  }

  Verdict apply(AgentID id, Operation given) {
    Optional<Agent> found = books.agents().find(id);
    if (found.isEmpty()) {
      return new Verdict.Malformed("No agent found with specified ID");
    }
    Agent agent = found.get();
    Optional<String> problem = Operations.invalid(given);
    if (problem.isPresent()) {
      return new Verdict.Malformed(problem.get());
    }
    Operation operation = Format.plain(given);
    Actor operator =
        new Actor(Optional.empty(), Optional.empty(), true, agent.total(), agent.usedTotal());
    problem = OperationCheck.problem(operation, operator);
    if (problem.isPresent()) {
      return new Verdict.Malformed(
          "Invalid %s operation on agent %s: %s"
              .formatted(operation.getType(), id.getValue(), problem.get()));
    }
    List<Conversion> conversions = Conversion.of(operation);
    Resources consumed =
        conversions.stream().map(Conversion::consumed).reduce(Resources.NONE, Resources::plus);
    if (!free(agent, consumed)) {
      return new Verdict.Conflict(
          "Insufficient resources: agent %s has not enough of %s that nobody uses"
              .formatted(id.getValue(), consumed));
    }
    Resources total = agent.total();
    for (Conversion conversion : conversions) {
      total = conversion.apply(total).orElse(total);
    }
    operations.changed(agent, total);
    return new Verdict.Accepted();
  }

  /** Takes back as many offers as it takes; none if that would not be enough. */
  private boolean free(Agent agent, Resources wanted) {
    if (!agent.total().minus(agent.usedTotal()).contains(wanted)) {
      return false;
    }
    for (OfferEntry offer : agent.offers()) {
      if (books.allocator().free(agent.id()).contains(wanted)) {
        break;
      }
      offering.rescind(offer);
    }
    return books.allocator().free(agent.id()).contains(wanted);
  }
}
