package io.cellos.mesos.agent.container.docker;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the engine is and what it is told of registries.
 *
 * @param environment of the program: DOCKER_HOST, DOCKER_CONFIG, HOME
 * @param socket flag docker_socket, which goes before DOCKER_HOST: a path or an address
 * @param config flag docker_config, which goes before DOCKER_CONFIG: the path of a file like {@code
 *     ~/.docker/config.json}, or its content
 */
public record DockerSettings(
    Map<String, String> environment, Optional<String> socket, Optional<String> config) {
  /** The variables that say which engine it is. */
  public static final Set<String> OF_ENGINE = Set.of("DOCKER_HOST", "MESOS_DOCKER_SOCKET");

  public DockerSettings {
    environment = Map.copyOf(environment);
  }

  /** Those of an environment alone, flags among it as MESOS_DOCKER_SOCKET. */
  public static DockerSettings of(Map<String, String> environment) {
    return new DockerSettings(
        environment,
        Optional.ofNullable(environment.get("MESOS_DOCKER_SOCKET")),
        Optional.ofNullable(environment.get("MESOS_DOCKER_CONFIG")));
  }

  EngineAddress engine() throws DockerException {
    return EngineAddress.of(environment, socket);
  }
}
