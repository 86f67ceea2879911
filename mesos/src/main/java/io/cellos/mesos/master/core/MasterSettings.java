package io.cellos.mesos.master.core;

import java.time.Duration;
import java.util.Optional;

/**
 * The master's flags that matter to its decisions; names and defaults are Mesos'.
 *
 * @param allocationInterval offers are made at least this often when something is free
 * @param offerTimeout after it an offer that was not answered is rescinded
 */
public record MasterSettings(
    Duration allocationInterval,
    Duration agentPingTimeout,
    int maxAgentPingTimeouts,
    Duration agentReregisterTimeout,
    Optional<Duration> offerTimeout,
    int maxCompletedFrameworks,
    int maxCompletedTasksPerFramework) {

  public static MasterSettings defaults() {
    return new MasterSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        5,
        Duration.ofMinutes(10),
        Optional.empty(),
        50,
        1000);
  }
}
