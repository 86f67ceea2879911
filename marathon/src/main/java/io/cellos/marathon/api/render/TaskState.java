package io.cellos.marathon.api.render;

import io.cellos.marathon.core.instance.Condition;

/** How a task is in Mesos' words. */
final class TaskState {
  private TaskState() {}

  /** What Mesos does not know yet is {@code TASK_STAGING}. */
  static String of(Condition condition) {
    return switch (condition) {
      case SCHEDULED, PROVISIONED, STAGING -> "TASK_STAGING";
      case STARTING -> "TASK_STARTING";
      case RUNNING -> "TASK_RUNNING";
      case UNREACHABLE, UNREACHABLE_INACTIVE -> "TASK_UNREACHABLE";
      case KILLING -> "TASK_KILLING";
      case KILLED -> "TASK_KILLED";
      case FINISHED -> "TASK_FINISHED";
      case FAILED -> "TASK_FAILED";
      case ERROR -> "TASK_ERROR";
      case DROPPED -> "TASK_DROPPED";
      case GONE -> "TASK_GONE";
      case GONE_BY_OPERATOR -> "TASK_GONE_BY_OPERATOR";
      case UNKNOWN -> "TASK_UNKNOWN";
    };
  }
}
