package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.DiscoveryInfo;
import org.apache.mesos.v1.Protos.Port;
import org.apache.mesos.v1.Protos.Ports;

/** How others are told by Mesos where a task is. */
final class Discovery {
  private Discovery() {}

  static DiscoveryInfo of(String name, List<Network> networks, List<TaskPort> ports) {
    Ports.Builder all = Ports.newBuilder();
    boolean onHost = Networks.onHost(networks);
    for (TaskPort port : ports) {
      for (String protocol : port.protocols()) {
        for (Map<String, String> scope : scopes(onHost, networks, port)) {
          all.addPorts(port(port, protocol, scope));
        }
      }
    }
    return DiscoveryInfo.newBuilder()
        .setName(name)
        .setVisibility(DiscoveryInfo.Visibility.FRAMEWORK)
        .setPorts(all)
        .build();
  }

  /** Labels that say on which networks the port is, one set for each entry that it gets. */
  private static List<Map<String, String>> scopes(
      boolean onHost, List<Network> networks, TaskPort port) {
    if (onHost) {
      return port.host().isPresent() ? List.of(Map.of()) : List.of();
    }
    if (port.host().isPresent()) {
      return List.of(Map.of("network-scope", "host"));
    }
    List<String> names =
        port.networkNames().isEmpty() ? Networks.names(networks) : port.networkNames();
    List<Map<String, String>> scopes = new ArrayList<>();
    for (String name : names) {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("network-scope", "container");
      labels.put("network-name", name);
      scopes.add(labels);
    }
    return scopes;
  }

  private static Port port(TaskPort port, String protocol, Map<String, String> scope) {
    Map<String, String> labels = new LinkedHashMap<>(port.labels());
    labels.putAll(scope);
    Port.Builder info = Port.newBuilder().setNumber(port.outside()).setProtocol(protocol);
    port.name().ifPresent(info::setName);
    if (!labels.isEmpty()) {
      info.setLabels(Protobuf.labels(labels));
    }
    return info.build();
  }
}
