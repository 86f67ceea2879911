package io.cellos.node.engine;

import io.cellos.model.Role;
import java.util.List;

/** The programs of an engine. */
public enum Part {
  MASTER("mesos-master", 5050),
  AGENT("mesos-agent", 5051);

  private final String label;
  private final int port;

  Part(String label, int port) {
    this.label = label;
    this.port = port;
  }

  /** Where it listens, on the node's address. */
  public int port() {
    return port;
  }

  /** Those that a node of the role runs, in the order of their start. */
  public static List<Part> of(Role role) {
    return switch (role) {
      case NUCLEUS -> List.of();
      case STATELESS_BODY -> List.of(MASTER, AGENT);
      case STATEFUL_BODY, MEMBRANE -> List.of(AGENT);
    };
  }

  /** As Mesos calls it: the name of its boot step and its log, too. */
  @Override
  public String toString() {
    return label;
  }
}
