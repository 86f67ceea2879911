package io.cellos.node.engine;

import java.util.List;
import java.util.Map;

/**
 * How a program is started.
 *
 * @param environment what it gets beside the node's own
 */
public record Launch(List<String> command, Map<String, String> environment) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
