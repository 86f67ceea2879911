package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.TaskEntry;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.allocator.Protos.InverseOfferStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What a scheduler's calls mean. */
final class SchedulerCalls {
  private final Books books;
  private final Schedulers schedulers;
  private final Interests interests;
  private final Offering offering;
  private final Acceptance acceptance;
  private final Tasks tasks;
  private final Reconciliation reconciliation;
  private final Machines machines;

  SchedulerCalls(
      Books books,
      Schedulers schedulers,
      Interests interests,
      Offering offering,
      Acceptance acceptance,
      Tasks tasks,
      Reconciliation reconciliation,
      Machines machines) {
    this.books = books;
    this.schedulers = schedulers;
    this.interests = interests;
    this.offering = offering;
    this.acceptance = acceptance;
    this.tasks = tasks;
    this.reconciliation = reconciliation;
    this.machines = machines;
  }

  void on(MasterEvent.SchedulerCall event, Instant now) {
    FrameworkID id = event.call().getFrameworkId();
    Optional<Framework> found = books.frameworks().find(id);
    if (found.isEmpty()) {
      answer(event, new Verdict.Malformed("Framework cannot be found"));
    } else if (!found.get().isConnected()) {
      answer(event, new Verdict.Forbidden("Framework is not subscribed"));
    } else if (!found.get().stream().equals(Optional.of(event.stream()))) {
      answer(
          event,
          new Verdict.Malformed(
              ("The stream ID '%s' included in this request didn't match the stream ID currently"
                      + " associated with framework ID %s")
                  .formatted(event.stream(), id.getValue())));
    } else {
      found.get().counters().called(event.call().getType());
      books.counters().called(event.call());
      answer(event, of(found.get(), event.call(), now));
    }
  }

  private void answer(MasterEvent.SchedulerCall event, Verdict verdict) {
    books.out().answer(event.callId(), verdict);
  }

  private Verdict of(Framework framework, Call call, Instant now) {
    switch (call.getType()) {
      case TEARDOWN -> schedulers.end(framework, now);
      case ACCEPT -> acceptance.accept(framework, call.getAccept(), now);
      case DECLINE ->
          offering.decline(
              framework, call.getDecline().getOfferIdsList(), call.getDecline().getFilters(), now);
      case ACCEPT_INVERSE_OFFERS ->
          machines.answered(
              framework,
              call.getAcceptInverseOffers().getInverseOfferIdsList(),
              InverseOfferStatus.Status.ACCEPT,
              now);
      case DECLINE_INVERSE_OFFERS ->
          machines.answered(
              framework,
              call.getDeclineInverseOffers().getInverseOfferIdsList(),
              InverseOfferStatus.Status.DECLINE,
              now);
      case REVIVE -> interests.revive(framework, call.getRevive().getRolesList());
      case SUPPRESS -> interests.suppress(framework, call.getSuppress().getRolesList());
      case KILL -> kill(framework, call.getKill(), now);
      case SHUTDOWN -> shutdown(framework, call.getShutdown());
      case ACKNOWLEDGE ->
          tasks.acknowledge(
              framework,
              call.getAcknowledge().getAgentId(),
              call.getAcknowledge().getTaskId(),
              call.getAcknowledge().getUuid());
      case RECONCILE -> reconciliation.reconcile(framework, call.getReconcile(), now);
      case RECONCILE_OPERATIONS ->
          reconciliation.operations(framework, call.getReconcileOperations());
      case MESSAGE -> message(framework, call.getMessage());
      case UPDATE_FRAMEWORK -> {
        return schedulers.update(framework, call.getUpdateFramework());
      }
      case ACKNOWLEDGE_OPERATION_STATUS, REQUEST -> {} // nothing depends on these
      case SUBSCRIBE, UNKNOWN -> {
        return new Verdict.Malformed("Unexpected call " + call.getType());
      }
    }
    return new Verdict.Accepted();
  }

  private void kill(Framework framework, Call.Kill call, Instant now) {
    Optional<TaskEntry> task = framework.task(call.getTaskId());
    if (task.isEmpty()) {
      Call.Reconcile.Task.Builder asked =
          Call.Reconcile.Task.newBuilder().setTaskId(call.getTaskId());
      if (call.hasAgentId()) {
        asked.setAgentId(call.getAgentId());
      }
      reconciliation.reconcile(framework, Call.Reconcile.newBuilder().addTasks(asked).build(), now);
      return;
    }
    if (call.hasAgentId() && !call.getAgentId().equals(task.get().agent())) {
      return; // Mesos ignores it too
    }
    Agent agent = books.agents().known(task.get().agent());
    agent.killLater(framework.id(), call.getTaskId());
    books
        .out()
        .say(
            agent,
            new ToAgent.KillTask(
                framework.id(),
                call.getTaskId(),
                call.hasKillPolicy() ? Optional.of(call.getKillPolicy()) : Optional.empty()));
  }

  private void shutdown(Framework framework, Call.Shutdown call) {
    books
        .agents()
        .find(call.getAgentId())
        .filter(agent -> agent.executor(framework.id(), call.getExecutorId()).isPresent())
        .ifPresent(
            agent ->
                books
                    .out()
                    .say(
                        agent, new ToAgent.ShutdownExecutor(framework.id(), call.getExecutorId())));
  }

  private void message(Framework framework, Call.Message call) {
    Optional<Agent> agent = books.agents().find(call.getAgentId()).filter(Agent::isConnected);
    books
        .counters()
        .count((agent.isPresent() ? "valid" : "invalid") + "_framework_to_executor_messages");
    agent.ifPresent(
        to ->
            books
                .out()
                .say(
                    to,
                    new ToAgent.ExecutorMessage(
                        framework.id(), call.getExecutorId(), call.getData())));
  }
}
