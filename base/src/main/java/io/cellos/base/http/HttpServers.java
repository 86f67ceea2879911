package io.cellos.base.http;

import io.cellos.base.error.CellException;
import io.cellos.base.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Starts HTTP servers the one way all services of a cell do: on one address, never on all. */
public final class HttpServers {
  private HttpServers() {}

  /**
   * Starts a server on virtual threads.
   *
   * @param port 0 for any free one
   * @throws CellException if the port is taken or the address is not this machine's
   */
  public static WebServer start(
      InetAddress address, int port, Consumer<HttpRouting.Builder> routes) {
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(port)
            .shutdownHook(false)
            .addConnectionSelector(new KnownConnections())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routes)
            .build();
    server.start(); // only logs why it can't
    if (!server.isRunning()) {
      throw CellException.failed(
          "can't listen on " + address.getHostAddress() + ":" + port,
          "find out who does with: ss -ltnp 'sport = :" + port + "'");
    }
    return server;
  }

  /** Answers 200 with the value as JSON. */
  public static void json(ServerResponse response, Object value) {
    json(response, Status.OK_200, value);
  }

  public static void json(ServerResponse response, Status status, Object value) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.bytes(value));
  }
}
