package io.cellos.marathon.core;

import io.cellos.marathon.core.launch.LaunchSettings;
import java.time.Duration;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkInfo;

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
 * @param framework what this framework subscribes as, its roles being those it has even without
 *     apps; Mesos is told when the roles change. Absent if somebody else cares for that
 */
public record CoreSettings(
    int localPortMin,
    int localPortMax,
    boolean newGroupsEnforceRole,
    int maxTasksPerOffer,
    Duration declineFor,
    Duration killRetry,
    Duration reconcileAgain,
    LaunchSettings launch,
    Optional<FrameworkInfo> framework) {
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

  public CoreSettings(
      int localPortMin,
      int localPortMax,
      boolean newGroupsEnforceRole,
      int maxTasksPerOffer,
      Duration declineFor,
      Duration killRetry,
      Duration reconcileAgain,
      LaunchSettings launch) {
    this(
        localPortMin,
        localPortMax,
        newGroupsEnforceRole,
        maxTasksPerOffer,
        declineFor,
        killRetry,
        reconcileAgain,
        launch,
        Optional.empty());
  }

  /** The same for a framework that subscribes as this. */
  public CoreSettings withFramework(FrameworkInfo info) {
    return new CoreSettings(
        localPortMin,
        localPortMax,
        newGroupsEnforceRole,
        maxTasksPerOffer,
        declineFor,
        killRetry,
        reconcileAgain,
        launch,
        Optional.of(info));
  }
}
