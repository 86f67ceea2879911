package io.cellos.marathon.core.instance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What Mesos' statuses mean, and what the tasks of an instance make of it together. */
public final class Conditions {
  /** What one task of a pod has, its instance has; those further up say more. */
  private static final List<Condition> WORST_FIRST =
      List.of(
          Condition.ERROR,
          Condition.FAILED,
          Condition.GONE,
          Condition.GONE_BY_OPERATOR,
          Condition.DROPPED,
          Condition.UNREACHABLE,
          Condition.UNREACHABLE_INACTIVE,
          Condition.KILLING,
          Condition.STARTING,
          Condition.STAGING,
          Condition.UNKNOWN,
          Condition.PROVISIONED,
          Condition.RUNNING,
          Condition.FINISHED,
          Condition.KILLED,
          Condition.SCHEDULED);

  private Conditions() {}

  public static Condition of(TaskStatus status) {
    return switch (status.getState()) {
      case TASK_STAGING -> Condition.STAGING;
      case TASK_STARTING -> Condition.STARTING;
      case TASK_RUNNING -> Condition.RUNNING;
      case TASK_KILLING -> Condition.KILLING;
      case TASK_FINISHED -> Condition.FINISHED;
      case TASK_FAILED -> Condition.FAILED;
      case TASK_KILLED -> Condition.KILLED;
      case TASK_ERROR -> Condition.ERROR;
      case TASK_LOST -> lost(status);
      case TASK_DROPPED -> Condition.DROPPED;
      case TASK_UNREACHABLE -> Condition.UNREACHABLE;
      case TASK_GONE -> Condition.GONE;
      case TASK_GONE_BY_OPERATOR -> Condition.GONE_BY_OPERATOR;
      case TASK_UNKNOWN -> Condition.UNKNOWN;
    };
  }

  /** The old word for five different things, which only its reason tells apart. */
  private static Condition lost(TaskStatus status) {
    if (!status.hasReason()) {
      return Condition.DROPPED;
    }
    TaskStatus.Reason reason = status.getReason();
    if (reason == TaskStatus.Reason.REASON_RECONCILIATION
        || reason == TaskStatus.Reason.REASON_AGENT_DISCONNECTED
        || reason == TaskStatus.Reason.REASON_AGENT_REMOVED) {
      return Condition.UNREACHABLE; // it may come back
    }
    if (reason == TaskStatus.Reason.REASON_TASK_UNKNOWN) {
      return Condition.UNKNOWN;
    }
    return reason == TaskStatus.Reason.REASON_INVALID_OFFERS ? Condition.DROPPED : Condition.GONE;
  }

  /** Whether the state says nothing of a task that runs: only that Mesos does not know it. */
  public static boolean isAbsence(TaskState state) {
    return switch (state) {
      case TASK_LOST, TASK_DROPPED, TASK_GONE, TASK_UNKNOWN -> true;
      case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING -> false;
      case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR -> false;
      case TASK_UNREACHABLE, TASK_GONE_BY_OPERATOR -> false;
    };
  }

  /** The condition of an instance with these tasks; the worst of theirs. */
  public static Condition together(Collection<Task> tasks) {
    return tasks.stream()
        .map(Task::condition)
        .min(Comparator.comparingInt(WORST_FIRST::indexOf))
        .orElse(Condition.SCHEDULED);
  }
}
