package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Times;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Statuses that the master makes itself. They carry no uuid: nobody acknowledges them. */
final class Statuses {
  private Statuses() {}

  static TaskStatus.Builder of(
      TaskID task,
      Optional<AgentID> agent,
      TaskState state,
      TaskStatus.Reason reason,
      String message,
      Instant now) {
    TaskStatus.Builder status =
        TaskStatus.newBuilder()
            .setTaskId(task)
            .setState(state)
            .setSource(TaskStatus.Source.SOURCE_MASTER)
            .setReason(reason)
            .setMessage(message)
            .setTimestamp(Times.seconds(now));
    agent.ifPresent(status::setAgentId);
    return status;
  }

  static TaskStatus.Builder of(
      Task task, TaskState state, TaskStatus.Reason reason, String message, Instant now) {
    TaskStatus.Builder status =
        of(task.getTaskId(), Optional.of(task.getAgentId()), state, reason, message, now);
    if (task.hasExecutorId()) {
      status.setExecutorId(task.getExecutorId());
    }
    return status;
  }

  /** As its framework last heard of it, with what is known of its health and containers. */
  static TaskStatus.Builder known(
      Task task, TaskStatus.Reason reason, String message, Instant now) {
    TaskState state = task.hasStatusUpdateState() ? task.getStatusUpdateState() : task.getState();
    TaskStatus.Builder status = of(task, state, reason, message, now);
    for (TaskStatus before : task.getStatusesList().reversed()) {
      if (before.hasHealthy() && !status.hasHealthy()) {
        status.setHealthy(before.getHealthy());
      }
      if (before.hasCheckStatus() && !status.hasCheckStatus()) {
        status.setCheckStatus(before.getCheckStatus());
      }
      if (before.hasContainerStatus() && !status.hasContainerStatus()) {
        status.setContainerStatus(before.getContainerStatus());
      }
    }
    return status;
  }

  static Event.Builder event(TaskStatus status) {
    return Event.newBuilder()
        .setType(Event.Type.UPDATE)
        .setUpdate(Event.Update.newBuilder().setStatus(status));
  }
}
