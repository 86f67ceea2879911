package io.cellos.marathon.model;

import java.util.Map;

/** A network that tasks are attached to. */
public sealed interface Network {
  /** The agent's own. */
  record Host() implements Network {}

  /** The agent's bridge; ports are mapped to the agent's. */
  record Bridge(Map<String, String> labels) implements Network {
    public Bridge {
      labels = Copies.map(labels);
    }
  }

  /** A named network with an address for each container. */
  record Named(String name, Map<String, String> labels) implements Network {
    public Named {
      labels = Copies.map(labels);
    }
  }
}
