package io.cellos.mesos.agent.container.docker;

import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.Resource;

/**
 * A container to be started.
 *
 * @param id of the Mesos container; the engine's container is named after it
 * @param environment besides the command's own, which wins
 * @param resources among whose ports the mapped ones must be
 * @param sandbox mounted at {@code /mnt/mesos/sandbox}
 * @param mounts besides those of the container's description: persistent volumes
 * @param address where mapped ports listen; on all of the machine's if there is none
 */
public record DockerLaunch(
    String id,
    ContainerInfo container,
    CommandInfo command,
    Map<String, String> environment,
    Collection<Resource> resources,
    Amounts amounts,
    Path sandbox,
    List<Mount> mounts,
    Optional<InetAddress> address) {

  /** Where the sandbox is inside. */
  public static final String SANDBOX = "/mnt/mesos/sandbox";

  /**
   * A directory of this machine in the container.
   *
   * @param path inside, absolute or relative to the sandbox
   */
  public record Mount(Path host, String path, boolean readOnly) {}

  public DockerLaunch {
    environment = Map.copyOf(environment);
    resources = List.copyOf(resources);
    mounts = List.copyOf(mounts);
  }
}
