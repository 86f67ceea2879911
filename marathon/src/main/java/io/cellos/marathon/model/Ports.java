package io.cellos.marathon.model;

import java.util.List;

/**
 * How an app is reached. Ports on the host's network are here, ports on others in the container.
 *
 * @param requirePorts whether the numbers asked for are the host ports, too
 */
public record Ports(
    List<Network> networks, List<PortDefinition> definitions, boolean requirePorts) {
  public Ports {
    networks = List.copyOf(networks);
    definitions = List.copyOf(definitions);
    Checks.require(!networks.isEmpty(), "an application must declare at least one network");
    Checks.require(
        definitions.isEmpty() || networks.stream().allMatch(Network.Host.class::isInstance),
        "portDefinitions are of the host's network only");
  }

  public boolean onHostNetwork() {
    return networks.contains(new Network.Host());
  }
}
