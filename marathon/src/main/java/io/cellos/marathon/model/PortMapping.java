package io.cellos.marathon.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port of an app on a network of its own.
 *
 * @param containerPort where the app listens; 0 is what the host port will be
 * @param hostPort the port on the agent; 0 is assigned, absent is none
 * @param servicePort the service port; 0 is assigned
 * @param networkNames the networks it is for; empty is all
 */
public record PortMapping(
    int containerPort,
    Optional<Integer> hostPort,
    int servicePort,
    String protocol,
    Optional<String> name,
    Map<String, String> labels,
    List<String> networkNames) {
  public PortMapping {
    Checks.port(containerPort, "containerPort");
    hostPort.ifPresent(port -> Checks.port(port, "hostPort"));
    Checks.port(servicePort, "servicePort");
    labels = Copies.map(labels);
    networkNames = List.copyOf(networkNames);
  }

  public PortMapping withServicePort(int assigned) {
    return new PortMapping(containerPort, hostPort, assigned, protocol, name, labels, networkNames);
  }
}
