package io.cellos.mesos.agent.core;

import java.util.List;

/**
 * How a process ended.
 *
 * @param raw as wait(2) gives it
 */
public record WaitStatus(int raw) {
  /** What strsignal(3) calls them, from number 1. */
  private static final List<String> SIGNALS =
      List.of(
          "Hangup",
          "Interrupt",
          "Quit",
          "Illegal instruction",
          "Trace/breakpoint trap",
          "Aborted",
          "Bus error",
          "Floating point exception",
          "Killed",
          "User defined signal 1",
          "Segmentation fault",
          "User defined signal 2",
          "Broken pipe",
          "Alarm clock",
          "Terminated",
          "Stack fault",
          "Child exited",
          "Continued",
          "Stopped (signal)",
          "Stopped",
          "Stopped (tty input)",
          "Stopped (tty output)",
          "Urgent I/O condition",
          "CPU time limit exceeded",
          "File size limit exceeded",
          "Virtual timer expired",
          "Profiling timer expired",
          "Window changed",
          "I/O possible",
          "Power failure",
          "Bad system call");

  public static WaitStatus exited(int status) {
    return new WaitStatus((status & 0xff) << 8);
  }

  public static WaitStatus signalled(int signal) {
    return new WaitStatus(signal & 0x7f);
  }

  public boolean isSuccess() {
    return raw == 0;
  }

  /** As Mesos words it. */
  @Override
  public String toString() {
    int signal = raw & 0x7f;
    if (signal == 0) {
      return "exited with status " + ((raw >> 8) & 0xff);
    }
    return "terminated with signal "
        + (signal <= SIGNALS.size()
            ? SIGNALS.get(signal - 1)
            : "Real-time signal " + (signal - 34));
  }
}
