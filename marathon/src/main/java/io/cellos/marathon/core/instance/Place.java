package io.cellos.marathon.core.instance;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Attribute;

/** The agent that an instance is on, as its offer described it. */
public record Place(
    String hostname,
    String agentId,
    Optional<String> region,
    Optional<String> zone,
    List<Attribute> attributes) {
  public Place {
    attributes = List.copyOf(attributes);
  }
}
