package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.Network;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.NetworkInfo;

/** The networks of Mesos' own containers. */
final class Networks {
  private Networks() {}

  static boolean onHost(List<Network> networks) {
    return networks.stream().allMatch(Network.Host.class::isInstance);
  }

  /** Of networks that have one. */
  static List<String> names(List<Network> networks) {
    return networks.stream()
        .filter(Network.Named.class::isInstance)
        .map(network -> ((Network.Named) network).name())
        .toList();
  }

  /** All but the host's, each with its part of the ports. */
  static List<NetworkInfo> infos(List<Network> networks, List<TaskPort> ports, String bridge) {
    return networks.stream()
        .flatMap(
            network ->
                switch (network) {
                  case Network.Host _ -> List.<NetworkInfo>of().stream();
                  case Network.Bridge b -> List.of(info(bridge, b.labels(), ports)).stream();
                  case Network.Named n -> List.of(info(n.name(), n.labels(), ports)).stream();
                })
        .toList();
  }

  private static NetworkInfo info(String name, Map<String, String> labels, List<TaskPort> ports) {
    NetworkInfo.Builder info =
        NetworkInfo.newBuilder()
            .setName(name)
            .setLabels(Protobuf.labels(labels))
            .addIpAddresses(NetworkInfo.IPAddress.getDefaultInstance());
    ports.stream()
        .filter(port -> port.host().isPresent())
        .filter(port -> port.networkNames().stream().allMatch(name::equals))
        .forEach(port -> addMappings(port, info));
    return info.build();
  }

  private static void addMappings(TaskPort port, NetworkInfo.Builder info) {
    for (String protocol : port.protocols()) {
      info.addPortMappings(
          NetworkInfo.PortMapping.newBuilder()
              .setHostPort(port.outside())
              .setContainerPort(port.inside())
              .setProtocol(protocol));
    }
  }
}
