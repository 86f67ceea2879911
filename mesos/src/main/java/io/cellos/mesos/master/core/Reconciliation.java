package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.TaskEntry;
import io.cellos.mesos.master.core.state.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Tells frameworks what is known of their tasks. */
final class Reconciliation {
  private static final TaskStatus.Reason REASON = TaskStatus.Reason.REASON_RECONCILIATION;

  private final Books books;

  Reconciliation(Books books) {
    this.books = books;
  }

  /** Of all tasks, or of those that are asked for. */
  void reconcile(Framework framework, Call.Reconcile call, Instant now) {
    if (call.getTasksCount() == 0) {
      framework.tasks().forEach(task -> tell(framework, known(task, now)));
      return;
    }
    for (Call.Reconcile.Task asked : call.getTasksList()) {
      Optional<TaskStatus> status =
          framework
              .task(asked.getTaskId())
              .map(task -> known(task, now))
              .or(() -> unknown(framework, asked, now));
      status.ifPresent(found -> tell(framework, found));
    }
  }

  private void tell(Framework framework, TaskStatus status) {
    books.out().tell(framework, Statuses.event(status));
  }

  private static TaskStatus known(TaskEntry task, Instant now) {
    return Statuses.known(task.task(), REASON, "Reconciliation: Latest task state", now).build();
  }

  /** Empty if the task may be on an agent that is still awaited. */
  private Optional<TaskStatus> unknown(
      Framework framework, Call.Reconcile.Task asked, Instant now) {
    Optional<AgentID> agent =
        asked.hasAgentId() ? Optional.of(asked.getAgentId()) : Optional.empty();
    boolean awaited =
        agent
            .map(id -> books.agents().recovered().containsKey(id))
            .orElse(!books.agents().recovered().isEmpty());
    if (awaited) {
      return Optional.empty();
    }
    TaskState state = TaskState.TASK_UNKNOWN;
    String message = "Reconciliation: Task is unknown";
    Optional<AwaitedAgent> away = agent.map(books.agents().unreachable()::get);
    if (agent.flatMap(books.agents()::find).isPresent()) {
      state = TaskState.TASK_GONE;
      message = "Reconciliation: Task is unknown to the agent";
    } else if (away.isPresent()) {
      state = TaskState.TASK_UNREACHABLE;
      message = "Reconciliation: Task is unreachable";
    } else if (agent.map(books.agents().gone()::containsKey).orElse(false)) {
      state = TaskState.TASK_GONE_BY_OPERATOR;
      message = "Reconciliation: Task is gone";
    }
    if (!Launching.isPartitionAware(framework)) {
      state = TaskState.TASK_LOST;
    }
    TaskStatus.Builder status = Statuses.of(asked.getTaskId(), agent, state, REASON, message, now);
    away.ifPresent(known -> status.setUnreachableTime(Times.info(known.since())));
    return Optional.of(status.build());
  }

  /** No operation is ever under way here: each is done or refused at once. */
  void operations(Framework framework, Call.ReconcileOperations call) {
    List<Call.ReconcileOperations.Operation> asked = call.getOperationsList();
    for (Call.ReconcileOperations.Operation operation : asked) {
      OperationStatus.Builder status =
          OperationStatus.newBuilder()
              .setOperationId(operation.getOperationId())
              .setState(OperationState.OPERATION_UNKNOWN)
              .setMessage("Reconciliation: Operation is unknown");
      if (operation.hasAgentId()) {
        status.setAgentId(operation.getAgentId());
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
}
