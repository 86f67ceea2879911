package io.cellos.mesos.master.core;

import java.time.Duration;
import java.util.Optional;

/**
 * The master's flags that matter to its decisions; names and defaults are Mesos'.
 *
 * @param allocationInterval offers are made at least this often when something is free
 * @param offerTimeout after it an offer that was not answered is rescinded
 * @param retention how much of what is over is kept
 */
public record MasterSettings(
    Duration allocationInterval,
    Duration agentPingTimeout,
    int maxAgentPingTimeouts,
    Duration agentReregisterTimeout,
    Optional<Duration> offerTimeout,
    Retention retention) {

  /**
   * How much of what is over is kept.
   *
   * @param completedFrameworks in memory
   * @param completedTasks in memory, of each framework
   * @param unreachableTasks in memory, of each framework
   * @param agentsLookedAt how often unreachable and gone agents are looked at
   * @param agentAge for how long unreachable and gone agents are kept in the registry
   * @param agents how many that are unreachable are kept in the registry, and how many gone
   */
  public record Retention(
      int completedFrameworks,
      int completedTasks,
      int unreachableTasks,
      Duration agentsLookedAt,
      Duration agentAge,
      int agents) {}

  public static MasterSettings defaults() {
    return new MasterSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        5,
        Duration.ofMinutes(10),
        Optional.empty(),
        new Retention(50, 1000, 1000, Duration.ofMinutes(15), Duration.ofDays(14), 102_400));
  }
}
