package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.OfferEntry;
import io.cellos.mesos.master.core.view.FrameworkCounts.OfferFate;
import io.cellos.protocols.mesos.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** ACCEPT: operations on what was offered, one after another. */
final class Acceptance {
  private final Books books;
  private final Offering offering;
  private final Tasks tasks;
  private final Launching launching;
  private final Operations operations;

  Acceptance(
      Books books, Offering offering, Tasks tasks, Launching launching, Operations operations) {
    this.books = books;
    this.offering = offering;
    this.tasks = tasks;
    this.launching = launching;
    this.operations = operations;
  }

  void accept(Framework framework, Call.Accept call, Instant now) {
    if (call.getOperationsCount() == 0 && problem(framework, call.getOfferIdsList()).isEmpty()) {
      offering.decline(framework, call.getOfferIdsList(), call.getFilters(), now);
      return;
    }
    Optional<String> problem = problem(framework, call.getOfferIdsList());
    if (problem.isPresent()) {
      refuse(framework, call, problem.get(), now);
      return;
    }
    OfferEntry first = books.cluster().offer(call.getOfferIds(0)).orElseThrow();
    Agent agent = books.agents().known(first.agent());
    Resources offered = Resources.NONE;
    for (OfferID id : call.getOfferIdsList()) {
      OfferEntry offer = books.cluster().offer(id).orElseThrow();
      offered = offered.plus(offer.resources());
      books.cluster().removeOffer(offer);
      framework.counters().offer(OfferFate.ACCEPTED);
    }
    Pot pot = new Pot(framework, agent, first.role(), offered);
    for (Operation operation : call.getOperationsList()) {
      framework.counters().operated(operation.getType());
      switch (operation.getType()) {
        case LAUNCH -> launching.launch(pot, operation, now);
        case LAUNCH_GROUP -> launching.launchGroup(pot, operation, now);
        case RESERVE,
            UNRESERVE,
            CREATE,
            DESTROY,
            GROW_VOLUME,
            SHRINK_VOLUME,
            CREATE_DISK,
            DESTROY_DISK ->
            operations.apply(pot, operation);
        case UNKNOWN -> {} // of a newer Mesos
      }
    }
    Duration refused = Offering.refused(call.getFilters());
    if (refused.isPositive()) {
      books
          .allocator()
          .refuse(framework.id(), pot.role(), agent.id(), pot.available(), now.plus(refused));
    }
  }

  private Optional<String> problem(Framework framework, List<OfferID> ids) {
    if (ids.isEmpty()) {
      return Optional.of("No offers specified");
    }
    Set<OfferID> seen = new HashSet<>();
    Optional<OfferEntry> first = Optional.empty();
    for (OfferID id : ids) {
      Optional<OfferEntry> found = books.cluster().offer(id);
      if (!seen.add(id)) {
        return Optional.of("Duplicate offer " + id.getValue() + " in offer list");
      }
      if (found.isEmpty()) {
        return Optional.of("Offer " + id.getValue() + " is no longer valid");
      }
      OfferEntry offer = found.get();
      if (!offer.framework().equals(framework.id())) {
        return Optional.of(
            "Offer %s has invalid framework %s while framework %s is expected"
                .formatted(id.getValue(), offer.framework().getValue(), framework.id().getValue()));
      }
      if (first.isPresent() && !first.get().role().equals(offer.role())) {
        return Optional.of(
            ("Aggregated offers must be allocated to the same role. Offer %s uses role '%s' but"
                    + " another is using role '%s'")
                .formatted(id.getValue(), offer.role(), first.get().role()));
      }
      if (first.isPresent() && !first.get().agent().equals(offer.agent())) {
        return Optional.of(
            ("Aggregated offers must belong to one single agent. Offer %s uses agent %s and agent"
                    + " %s")
                .formatted(
                    id.getValue(), offer.agent().getValue(), first.get().agent().getValue()));
      }
      first = found;
    }
    return Optional.empty();
  }

  /** Offers that were taken back or answered already. */
  private void refuse(Framework framework, Call.Accept call, String problem, Instant now) {
    for (OfferID id : call.getOfferIdsList()) {
      books
          .cluster()
          .offer(id)
          .filter(offer -> offer.framework().equals(framework.id()))
          .ifPresent(books.cluster()::removeOffer);
    }
    for (Operation operation : call.getOperationsList()) {
      for (TaskInfo task : Launching.tasks(operation)) {
        refuse(framework, task, problem, now);
      }
      if (Launching.tasks(operation).isEmpty()) {
        Optional<AgentID> nowhere = Optional.empty();
        operations.drop(
            framework, nowhere, operation, "Operation attempted with invalid offers: " + problem);
      }
    }
  }

  private void refuse(Framework framework, TaskInfo task, String problem, Instant now) {
    TaskState state =
        Launching.isPartitionAware(framework) ? TaskState.TASK_DROPPED : TaskState.TASK_LOST;
    tasks.refuse(
        framework,
        Statuses.of(
                task.getTaskId(),
                Optional.of(task.getAgentId()),
                state,
                TaskStatus.Reason.REASON_INVALID_OFFERS,
                "Task launched with invalid offers: " + problem,
                now)
            .build());
  }
}
