package io.cellos.marathon.core.launch;

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
 */
public record LaunchSettings(
    Optional<String> envVarsPrefix,
    long taskLaunchConfirmTimeoutMillis,
    long taskLaunchTimeoutMillis,
    boolean scarceGpus,
    long drainingSeconds) {
  public static final LaunchSettings DEFAULT =
      new LaunchSettings(Optional.empty(), 300_000, 300_000, false, 0);
}
