package io.cellos.cli.body;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** How a task has ended. */
public record TaskEnd(TaskState state, String message) {
  private static final Pattern EXITED = Pattern.compile("Command exited with status (\\d{1,3})");
  private static final Pattern SIGNALLED =
      Pattern.compile("Command terminated with signal ([A-Za-z ]+[A-Za-z])");

  /** What a shell adds to the number of a signal to make it an exit status. */
  private static final int SIGNAL = 128;

  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "Hangup", 1,
          "Interrupt", 2,
          "Quit", 3,
          "Illegal instruction", 4,
          "Aborted", 6,
          "Killed", 9,
          "Segmentation fault", 11,
          "Broken pipe", 13,
          "Alarm clock", 14,
          "Terminated", 15);

  static TaskEnd of(TaskStatus status) {
    return new TaskEnd(status.getState(), status.getMessage());
  }

  static boolean isEnd(TaskState state) {
    return switch (state) {
      case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE -> false;
      case TASK_FINISHED,
          TASK_FAILED,
          TASK_KILLED,
          TASK_ERROR,
          TASK_LOST,
          TASK_DROPPED,
          TASK_GONE,
          TASK_GONE_BY_OPERATOR,
          TASK_UNKNOWN ->
          true;
    };
  }

  /** The command's own exit status, as a shell has it; empty if something else ended the task. */
  public OptionalInt exitStatus() {
    if (state == TaskState.TASK_FINISHED) {
      return OptionalInt.of(0);
    }
    if (state != TaskState.TASK_FAILED) {
      return OptionalInt.empty();
    }
    Matcher exited = EXITED.matcher(message);
    if (exited.find()) {
      return OptionalInt.of(Integer.parseInt(exited.group(1)));
    }
    Matcher signalled = SIGNALLED.matcher(message);
    return signalled.find() && SIGNALS.containsKey(signalled.group(1))
        ? OptionalInt.of(SIGNAL + SIGNALS.get(signalled.group(1)))
        : OptionalInt.empty();
  }
}
