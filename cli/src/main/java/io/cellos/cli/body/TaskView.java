package io.cellos.cli.body;

import java.time.Instant;

/**
 * A task as {@code cell task list} shows it; its JSON is these fields, in this order.
 *
 * @param state as Mesos writes it, such as {@code TASK_RUNNING}
 * @param agent the host of the agent; null if the master does not know it any more
 * @param executor null for tasks that are a command
 * @param since when it got into this state; null before the first word from it
 * @param healthy null if nobody checks
 * @param message what was last said about it; empty usually
 */
public record TaskView(
    String id,
    String name,
    String state,
    String role,
    Framework framework,
    Agent agent,
    String executor,
    double cpus,
    double mem,
    double disk,
    Instant since,
    Boolean healthy,
    String message) {

  /** Who launched it. */
  public record Framework(String id, String name) {}

  /** Where it is. */
  public record Agent(String id, String host, int port) {}

  public boolean hasEnded() {
    return switch (state) {
      case "TASK_STAGING", "TASK_STARTING", "TASK_RUNNING", "TASK_KILLING" -> false;
      default -> true;
    };
  }
}
