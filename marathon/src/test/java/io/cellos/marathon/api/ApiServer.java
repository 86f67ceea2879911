package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.metrics.Meters;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Site;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A node with the API on a free port, and a client for it. Documents are in single quotes. */
final class ApiServer implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final URI uri;
  volatile Leadership leadership;
  private final WebServer server;

  /** An answer. */
  record Reply(HttpResponse<byte[]> http) {
    int status() {
      return http.statusCode();
    }

    String text() {
      return new String(http.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Json.tree(http.body());
    }

    Optional<String> header(String name) {
      return http.headers().firstValue(name);
    }
  }

  private ApiServer(
      Leadership leadership, Map<String, String> flags, SandboxExcerpt sandbox, Duration heartbeat)
      throws IOException {
    this.leadership = leadership;
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, here)) {
      port = free.getLocalPort();
    }
    uri = URI.create("http://127.0.0.1:" + port);
    Site site =
        new Site(
            uri,
            flags,
            Settings.DEFAULT,
            Optional.of("zk://z:2181/marathon"),
            new Meters("marathon"),
            this::leadership);
    server = HttpServers.start(here, port, MarathonApi.paths(site, sandbox, heartbeat));
  }

  private Leadership leadership() {
    return leadership;
  }

  static ApiServer start(Leadership leadership) throws IOException {
    return start(leadership, Map.of(), SandboxExcerpt.NONE);
  }

  static ApiServer start(Leadership leadership, Map<String, String> flags, SandboxExcerpt sandbox)
      throws IOException {
    return new ApiServer(leadership, flags, sandbox, Duration.ofMillis(200));
  }

  static ApiServer leading(FakeService service) throws IOException {
    return start(new Leadership.Leading(service));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(uri + path)).timeout(Duration.ofSeconds(30));
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Reply(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  Reply delete(String path) throws IOException, InterruptedException {
    return send(to(path).DELETE());
  }

  Reply send(String method, String path, String body) throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  Reply post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  Reply put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  Reply patch(String path, String body) throws IOException, InterruptedException {
    return send("PATCH", path, body);
  }

  @Override
  public void close() {
    server.stop();
  }
}
