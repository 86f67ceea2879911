package io.cellos.mesos.agent.launch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A container that can be started.
 *
 * @param user whom it runs as, if not as the agent
 */
record Prepared(
    Container container, Path sandbox, Map<String, String> environment, Optional<String> user) {
  Prepared {
    environment = Map.copyOf(environment);
  }
}
