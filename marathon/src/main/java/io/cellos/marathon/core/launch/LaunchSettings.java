package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.launch.resource.AcceptedRoles;
import java.util.Optional;

/**
 * Flags of the program that decide how tasks are launched.
 *
 * @param envVarsPrefix put before PORT and the like; {@code --env_vars_prefix}
 * @param taskLaunchConfirmTimeoutMillis how long a launch may be without word from Mesos
 * @param taskLaunchTimeoutMillis how long a task may be staging
 * @param scarceGpus whether agents with GPUs are only for what needs them; {@code
 *     --gpu_scheduling_behavior restricted}
 * @param drainingSeconds agents whose maintenance begins within so many seconds are not launched
 *     on; {@code --draining_seconds}
 * @param principal who reserves; {@code --mesos_authentication_principal}
 * @param mesosBridgeName the name of the bridge for Mesos' own containers; {@code
 *     --mesos_bridge_name}
 * @param acceptedRoles whose resources those are given that do not say; {@code
 *     --accepted_resource_roles_default_behavior}
 */
public record LaunchSettings(
    Optional<String> envVarsPrefix,
    long taskLaunchConfirmTimeoutMillis,
    long taskLaunchTimeoutMillis,
    boolean scarceGpus,
    long drainingSeconds,
    Optional<String> principal,
    String mesosBridgeName,
    AcceptedRoles acceptedRoles) {
  public static final LaunchSettings DEFAULT =
      new LaunchSettings(Optional.empty(), 300_000, 300_000, false, 0);

  /** Without a principal, and with the bridge that Mesos' documents name. */
  public LaunchSettings(
      Optional<String> envVarsPrefix,
      long taskLaunchConfirmTimeoutMillis,
      long taskLaunchTimeoutMillis,
      boolean scarceGpus,
      long drainingSeconds) {
    this(
        envVarsPrefix,
        taskLaunchConfirmTimeoutMillis,
        taskLaunchTimeoutMillis,
        scarceGpus,
        drainingSeconds,
        Optional.empty(),
        "mesos-bridge",
        AcceptedRoles.ANY);
  }
}
