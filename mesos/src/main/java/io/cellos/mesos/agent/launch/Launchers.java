package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.container.cgroup.Limits;
import io.cellos.mesos.agent.container.docker.DockerContainers;
import io.cellos.mesos.agent.container.docker.DockerException;
import io.cellos.mesos.agent.container.docker.DockerSettings;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.fetch.Fetcher;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What launchers are made of.
 *
 * @param agent its id, once it has one
 * @param quota flag cgroups_enable_cfs
 * @param settings of Docker
 */
public record Launchers(
    WorkDir dir,
    InetAddress ip,
    Supplier<AgentID> agent,
    Environments environments,
    Users users,
    Fetcher fetcher,
    Limits limits,
    boolean quota,
    DockerSettings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

  /**
   * @param events hears what becomes of containers
   */
  public Launcher open(Sandboxes sandboxes, Consumer<AgentEvent> events) throws IOException {
    LOG.info("limits of containers: {}", limits.describe());
    Runner processes =
        new ProcessRunner(ip, dir.meta().resolve("processes"), limits, quota, events);
    return new Launcher(
        sandboxes, environments, users, fetcher, processes, docker(sandboxes, events), events);
  }

  /** Whether the engine answers shows with the first task that needs it. */
  private Optional<Runner> docker(Sandboxes sandboxes, Consumer<AgentEvent> events) {
    try {
      return Optional.of(
          new DockerRunner(
              DockerContainers.of(settings, dir.root().toString()),
              dir,
              ip,
              quota,
              container -> sandboxes.of(agent.get(), container),
              events));
    } catch (DockerException e) {
      LOG.warn("no Docker: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
