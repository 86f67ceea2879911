package io.cellos.marathon.core;

import io.cellos.marathon.core.launch.LaunchSettings;
import java.time.Duration;

/**
 * Flags of the program that decide what is done.
 *
 * @param localPortMin the lowest service port; {@code --local_port_min}
 * @param localPortMax the highest; {@code --local_port_max}
 * @param newGroupsEnforceRole as in {@code json.rules.Settings}
 * @param maxTasksPerOffer {@code --max_tasks_per_offer}
 * @param declineFor how long a declined offer shall not come again; {@code
 *     --decline_offer_duration}
 * @param killRetry a kill without answer is said again after so long; {@code --kill_retry_timeout}
 * @param reconcileAgain all tasks are compared with Mesos so often; {@code
 *     --reconciliation_interval}
 */
public record CoreSettings(
    int localPortMin,
    int localPortMax,
    boolean newGroupsEnforceRole,
    int maxTasksPerOffer,
    Duration declineFor,
    Duration killRetry,
    Duration reconcileAgain,
    LaunchSettings launch) {
  public static final CoreSettings DEFAULT =
      new CoreSettings(
          10000,
          20000,
          false,
          100,
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          LaunchSettings.DEFAULT);
}
