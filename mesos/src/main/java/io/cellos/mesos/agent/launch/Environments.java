package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.Kind;
import io.cellos.mesos.flags.MesosDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Secret;

/**
 * The environment of containers: these variables and the task's own, nothing of the agent's.
 *
 * @param address {@code ip:port} of the agent
 * @param path what PATH is when the task does not say
 * @param shutdownGrace executor_shutdown_grace_period
 * @param recoveryTimeout how long an executor waits for an agent that is away
 * @param backoff the longest pause before it tries again to subscribe
 */
public record Environments(
    String address,
    String path,
    Duration shutdownGrace,
    Duration recoveryTimeout,
    Duration backoff) {

  /** What PATH is where the agent has none. */
  public static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * @param directory the executor's sandbox
   * @param sandbox the container's own
   * @throws LaunchException if a variable is a secret that only a store of secrets knows
   */
  Map<String, String> of(AgentInfo agent, AgentEffect.Launch launch, Path directory, Path sandbox)
      throws LaunchException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", path);
    all.put("MESOS_SANDBOX", sandbox.toString());
    all.put("MESOS_DIRECTORY", directory.toString());
    all.put("MESOS_FRAMEWORK_ID", launch.run().framework());
    all.put("MESOS_EXECUTOR_ID", launch.run().executor());
    all.put("MESOS_SLAVE_ID", agent.getId().getValue());
    all.put("MESOS_AGENT_ENDPOINT", address);
    all.put("MESOS_CHECKPOINT", launch.framework().getCheckpoint() ? "1" : "0");
    if (launch.kind() == Kind.CUSTOM) {
      executor(all, launch);
    }
    CommandInfo command =
        launch.task().filter(t -> launch.kind() != Kind.CUSTOM).isPresent()
            ? launch.task().get().getCommand()
            : launch.executor().getCommand();
    add(all, command);
    return all;
  }

  /** Adds the command's own variables, which win. */
  private static void add(Map<String, String> all, CommandInfo command) throws LaunchException {
    for (Environment.Variable variable : command.getEnvironment().getVariablesList()) {
      switch (variable.getType()) {
        case VALUE, UNKNOWN -> all.put(variable.getName(), variable.getValue());
        case SECRET -> all.put(variable.getName(), secret(variable));
      }
    }
  }

  private static String secret(Environment.Variable variable) throws LaunchException {
    Secret secret = variable.getSecret();
    if (!secret.hasValue()) {
      throw new LaunchException(
          "the environment's variable '"
              + variable.getName()
              + "' refers to the secret '"
              + secret.getReference().getName()
              + "', but this agent has no store of secrets: give a secret of type VALUE");
    }
    return secret.getValue().getData().toStringUtf8();
  }

  private void executor(Map<String, String> all, AgentEffect.Launch launch) {
    ExecutorInfo executor = launch.executor();
    Duration grace =
        executor.hasShutdownGracePeriod()
            ? Duration.ofNanos(executor.getShutdownGracePeriod().getNanoseconds())
            : shutdownGrace;
    all.put("LIBPROCESS_PORT", "0");
    all.put("MESOS_SLAVE_PID", "slave(1)@" + address);
    all.put("MESOS_HTTP_COMMAND_EXECUTOR", "0");
    all.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", MesosDuration.text(grace));
    if (launch.framework().getCheckpoint()) {
      all.put("MESOS_RECOVERY_TIMEOUT", MesosDuration.text(recoveryTimeout));
      all.put("MESOS_SUBSCRIPTION_BACKOFF_MAX", MesosDuration.text(backoff));
    }
  }
}
