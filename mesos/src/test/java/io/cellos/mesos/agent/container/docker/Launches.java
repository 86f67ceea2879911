package io.cellos.mesos.agent.container.docker;

import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Containers that tests start. */
final class Launches {
  static final Amounts AMOUNTS =
      new Amounts(0.5, OptionalDouble.empty(), 64 << 20, OptionalDouble.of(64 << 20));

  private Launches() {}

  static DockerInfo.Builder docker(DockerInfo.Network network) {
    return DockerInfo.newBuilder().setImage("busybox").setNetwork(network);
  }

  static ContainerInfo.Builder info(DockerInfo.Builder docker) {
    return ContainerInfo.newBuilder().setType(ContainerInfo.Type.DOCKER).setDocker(docker);
  }

  static CommandInfo.Builder shell(String command) {
    return CommandInfo.newBuilder().setValue(command);
  }

  /** With the host ports from 31000 to 31009. */
  static DockerLaunch launch(
      ContainerInfo.Builder container, CommandInfo.Builder command, Path sandbox) {
    Resource ports =
        Resource.newBuilder()
            .setName("ports")
            .setType(Value.Type.RANGES)
            .setRanges(
                Value.Ranges.newBuilder()
                    .addRange(Value.Range.newBuilder().setBegin(31000).setEnd(31009)))
            .build();
    return new DockerLaunch(
        UUID.randomUUID().toString(),
        container.build(),
        command.build(),
        Map.of("FROM_AGENT", "agent", "BOTH", "agent"),
        List.of(ports),
        AMOUNTS,
        sandbox,
        List.of(),
        Optional.empty());
  }
}
