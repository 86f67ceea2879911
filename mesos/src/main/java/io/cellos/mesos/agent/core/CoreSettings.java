package io.cellos.mesos.agent.core;

import java.time.Duration;

/**
 * The agent's flags that matter to its decisions; names and defaults are Mesos'.
 *
 * @param killGrace what a killed task gets when neither the call nor the task says
 */
public record CoreSettings(
    Duration killGrace,
    Duration executorShutdownGracePeriod,
    Duration executorRegistrationTimeout,
    Duration executorReregistrationTimeout,
    int maxCompletedFrameworks,
    int maxCompletedExecutorsPerFramework,
    int maxCompletedTasksPerExecutor,
    String version) {

  public static CoreSettings defaults() {
    return new CoreSettings(
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(2),
        50,
        150,
        200,
        "1.11.0");
  }
}
