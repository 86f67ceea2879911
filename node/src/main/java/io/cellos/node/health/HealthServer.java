package io.cellos.node.health;

import io.cellos.base.http.HttpServers;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.util.function.Supplier;

/** Answers {@code GET /health} on port 8079: 200 if the node is ready, else 503. */
public final class HealthServer implements AutoCloseable {
  public static final int PORT = 8079;

  private final WebServer server;

  private HealthServer(WebServer server) {
    this.server = server;
  }

  /**
   * @throws io.cellos.base.error.CellException if the address or port can't be had
   */
  public static HealthServer start(InetAddress address, Supplier<NodeHealth> health) {
    return new HealthServer(
        HttpServers.start(
            address,
            PORT,
            routes ->
                routes.get(
                    "/health",
                    (request, response) -> {
                      NodeHealth now = health.get();
                      HttpServers.json(response, status(now.state()), now);
                    })));
  }

  private static Status status(NodeHealth.State state) {
    return switch (state) {
      case READY -> Status.OK_200;
      case BOOTING, UNWELL, FAILED -> Status.SERVICE_UNAVAILABLE_503;
    };
  }

  @Override
  public void close() {
    server.stop();
  }
}
