package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.DockerImage;
import io.cellos.marathon.model.Network;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.MesosInfo;
import org.apache.mesos.v1.Protos.Credential;
import org.apache.mesos.v1.Protos.Image;
import org.apache.mesos.v1.Protos.LinuxInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.TTYInfo;

/** The container of an app's task. */
final class AppContainer {
  private AppContainer() {}

  /** Nothing if the app says nothing that would need one. */
  static Optional<ContainerInfo> of(
      AppDefinition app, List<TaskPort> ports, String taskId, String bridge) {
    boolean tty = app.execution().tty().orElse(false);
    if (app.container().isEmpty() && Networks.onHost(app.networks()) && !tty) {
      return Optional.empty();
    }
    ContainerInfo.Builder info = ContainerInfo.newBuilder();
    app.container().ifPresent(there -> info.addAllVolumes(AppVolumes.of(there.volumes())));
    Optional<DockerImage> docker =
        app.container()
            .filter(there -> there.engine() == Container.Engine.DOCKER)
            .flatMap(Container::docker);
    if (docker.isPresent()) {
      fillDocker(info, docker.get(), app.networks(), ports, taskId);
    } else {
      fillMesos(info, app, ports, bridge);
    }
    if (tty) {
      info.setTtyInfo(TTYInfo.getDefaultInstance());
    }
    return Optional.of(info.build());
  }

  private static void fillDocker(
      ContainerInfo.Builder info,
      DockerImage image,
      List<Network> networks,
      List<TaskPort> ports,
      String taskId) {
    DockerInfo.Builder docker =
        DockerInfo.newBuilder()
            .setImage(image.image())
            .setPrivileged(image.privileged())
            .setForcePullImage(image.forcePullImage());
    image.parameters().forEach(p -> docker.addParameters(parameter(p.key(), p.value())));
    docker.addParameters(parameter("label", "MESOS_TASK_ID=" + taskId));
    networks.forEach(network -> docker.setNetwork(mode(network)));
    ports.stream()
        .filter(port -> port.host().isPresent() && port.container().isPresent())
        .forEach(port -> addMappings(port, docker));
    info.setType(ContainerInfo.Type.DOCKER).setDocker(docker);
    Networks.names(networks).stream()
        .findFirst()
        .ifPresent(name -> info.addNetworkInfos(NetworkInfo.newBuilder().setName(name)));
  }

  private static DockerInfo.Network mode(Network network) {
    return switch (network) {
      case Network.Host _ -> DockerInfo.Network.HOST;
      case Network.Bridge _ -> DockerInfo.Network.BRIDGE;
      case Network.Named _ -> DockerInfo.Network.USER;
    };
  }

  private static void addMappings(TaskPort port, DockerInfo.Builder docker) {
    for (String protocol : port.protocols()) {
      docker.addPortMappings(
          DockerInfo.PortMapping.newBuilder()
              .setHostPort(port.outside())
              .setContainerPort(port.inside())
              .setProtocol(protocol));
    }
  }

  private static Parameter parameter(String key, String value) {
    return Parameter.newBuilder().setKey(key).setValue(value).build();
  }

  private static void fillMesos(
      ContainerInfo.Builder info, AppDefinition app, List<TaskPort> ports, String bridge) {
    MesosInfo.Builder mesos = MesosInfo.newBuilder();
    app.container().flatMap(Container::docker).ifPresent(image -> mesos.setImage(image(image)));
    app.container()
        .flatMap(Container::linuxInfo)
        .ifPresent(
            linux -> {
              LinuxInfo.Builder restricted = LinuxInfo.newBuilder();
              Linux.fill(linux, restricted);
              info.setLinuxInfo(restricted);
            });
    info.setType(ContainerInfo.Type.MESOS)
        .setMesos(mesos)
        .addAllNetworkInfos(Networks.infos(app.networks(), ports, bridge));
  }

  @SuppressWarnings("deprecation") // it is what the definition asks for
  private static Image image(DockerImage image) {
    Image.Docker.Builder docker = Image.Docker.newBuilder().setName(image.image());
    image
        .credential()
        .ifPresent(
            known -> {
              Credential.Builder credential =
                  Credential.newBuilder().setPrincipal(known.principal());
              known.secret().ifPresent(credential::setSecret);
              docker.setCredential(credential);
            });
    image.pullConfigSecret().ifPresent(name -> docker.setConfig(Protobuf.secret(name)));
    return Image.newBuilder()
        .setType(Image.Type.DOCKER)
        .setDocker(docker)
        .setCached(!image.forcePullImage())
        .build();
  }
}
