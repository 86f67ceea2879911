package io.cellos.mesos.agent.container.docker;

import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.Resource;

/**
 * A container to be started.
 *
 * @param id of the Mesos container; the engine's container is named after it
 * @param environment besides the command's own, which wins
 * @param resources for what the container's ports must be among
 * @param sandbox mounted at {@code /mnt/mesos/sandbox}
 */
public record DockerLaunch(
    String id,
    ContainerInfo container,
    CommandInfo command,
    Map<String, String> environment,
    Collection<Resource> resources,
    Amounts amounts,
    Path sandbox) {
  public DockerLaunch {
    environment = Map.copyOf(environment);
    resources = List.copyOf(resources);
  }
}
