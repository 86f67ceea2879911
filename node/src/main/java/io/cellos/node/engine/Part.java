package io.cellos.node.engine;

import io.cellos.model.Role;
import java.util.List;

/** The programs of an engine. */
public enum Part {
  /** It has begun when it leads or knows who does, so that frameworks can subscribe. */
  MASTER("mesos-master", 5050, "/state-summary"),
  AGENT("mesos-agent", 5051, "/health");

  private final String label;
  private final int port;
  private final String firstSign;

  Part(String label, int port, String firstSign) {
    this.label = label;
    this.port = port;
    this.firstSign = firstSign;
  }

  /** What answers it when it has begun its work. */
  String firstSign() {
    return firstSign;
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
