package io.cellos.marathon.model;

import java.util.Map;
import java.util.Optional;

/**
 * A port of an app on the host's network.
 *
 * @param port the service port; 0 is assigned
 * @param protocol {@code tcp}, {@code udp} or {@code udp,tcp}
 */
public record PortDefinition(
    int port, String protocol, Optional<String> name, Map<String, String> labels) {
  public PortDefinition {
    Checks.port(port, "port");
    labels = Copies.map(labels);
  }

  public PortDefinition withPort(int assigned) {
    return new PortDefinition(assigned, protocol, name, labels);
  }
}
