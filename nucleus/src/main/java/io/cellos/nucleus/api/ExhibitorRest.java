package io.cellos.nucleus.api;

import io.cellos.base.http.HttpServers;
import io.cellos.nucleus.membership.Member;
import io.cellos.protocols.exhibitor.Exhibitor;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Exhibitor's REST, read-only, on the node's port 8181. Protocol: Exhibitor 1.5.6, as measured on
 * real ones. Beside it {@code GET /health} answers 200 exactly while ZooKeeper serves here as a
 * voting member.
 */
public final class ExhibitorRest implements AutoCloseable {
  private static final String PAGE_PATH = Exhibitor.BASE_PATH + "/ui/index.html";

  private final WebServer server;
  private final Explorer explorer;

  private ExhibitorRest(WebServer server, Explorer explorer) {
    this.server = server;
    this.explorer = explorer;
  }

  /**
   * Listens on the node's address.
   *
   * @throws io.cellos.base.error.CellException if the port is taken
   */
  public static ExhibitorRest start(LocalMember local, StateLog log) {
    Explorer explorer = new Explorer(local.host() + ":" + Member.CLIENT_PORT);
    byte[] page = page();
    WebServer server =
        HttpServers.start(
            address(local.host()),
            Member.REST_PORT,
            routes -> route(routes, local, log, explorer, page));
    return new ExhibitorRest(server, explorer);
  }

  private static void route(
      HttpRouting.Builder routes, LocalMember local, StateLog log, Explorer explorer, byte[] page) {
    routes.get("/", (request, response) -> redirect(response));
    routes.get(PAGE_PATH, (request, response) -> html(response, page));
    routes.register(Exhibitor.BASE_PATH + "/cluster", new ClusterRoutes(local, log));
    routes.register(Exhibitor.BASE_PATH + "/config", new ConfigRoutes(local));
    routes.register(Exhibitor.BASE_PATH + "/explorer", new ExplorerRoutes(explorer));
    routes.get("/health", (request, response) -> health(local, response));
    routes.any((ServerRequest request, ServerResponse response) -> Answers.notFound(response));
  }

  private static void redirect(ServerResponse response) {
    response.status(Status.FOUND_302).header(HeaderNames.LOCATION, PAGE_PATH).send();
  }

  private static void html(ServerResponse response, byte[] page) {
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8").send(page);
  }

  private static void health(LocalMember local, ServerResponse response) {
    boolean serving = local.isServing();
    HttpServers.json(
        response,
        serving ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
        Map.of("serving", serving));
  }

  private static byte[] page() {
    try (InputStream in = ExhibitorRest.class.getResourceAsStream("index.html")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
    explorer.close();
  }
}
