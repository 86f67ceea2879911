package io.cellos.mesos.agent.container.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;

/** Where a Docker engine listens. */
record EngineAddress(SocketAddress socket) {
  private static final String DEFAULT = "unix:///var/run/docker.sock";

  /**
   * As Docker's own command finds it.
   *
   * @param wanted goes before DOCKER_HOST; a path is that of a socket
   * @throws DockerException if the address is of a kind that can't be used
   */
  static EngineAddress of(Map<String, String> environment, Optional<String> wanted)
      throws DockerException {
    String host =
        wanted
            .map(address -> address.startsWith("/") ? "unix://" + address : address)
            .orElse(environment.getOrDefault("DOCKER_HOST", ""));
    if (!environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      throw new DockerException(
          "a Docker engine behind TLS can't be used: unset DOCKER_TLS_VERIFY");
    }
    URI uri;
    try {
      uri = URI.create(host.isEmpty() ? DEFAULT : host);
    } catch (IllegalArgumentException e) {
      throw new DockerException("this is no address of a Docker engine: " + host, e);
    }
    if ("unix".equals(uri.getScheme())) {
      return new EngineAddress(UnixDomainSocketAddress.of(uri.getPath()));
    }
    boolean tcp = "tcp".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!tcp || uri.getHost() == null) {
      throw new DockerException(
          "the address of a Docker engine (DOCKER_HOST) begins with unix:// or tcp://, not as in "
              + host);
    }
    int port = uri.getPort() < 0 ? 2375 : uri.getPort();
    return new EngineAddress(new InetSocketAddress(uri.getHost(), port));
  }

  /** Whether the engine's processes are this machine's. */
  boolean isLocal() {
    return socket instanceof UnixDomainSocketAddress;
  }

  /** A thread that waits on it can be interrupted. */
  SocketChannel connect() throws IOException {
    try {
      return SocketChannel.open(socket);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new DockerException(
          "the Docker engine at "
              + socket
              + " does not answer ("
              + e.getMessage()
              + "): start it on the agent's machine, or name another in the agent's DOCKER_HOST",
          e);
    }
  }
}
