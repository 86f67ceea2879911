package io.cellos.mesos.master;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.mesos.master.api.MasterApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A master in this JVM, on an address of its own. */
public final class TestMaster implements AutoCloseable {
  static final MasterApi.Heartbeats FAST =
      new MasterApi.Heartbeats(Duration.ofMillis(300), Duration.ofMillis(300));

  private final MasterServer server;
  private final URI uri;

  private TestMaster(MasterServer server, URI uri) {
    this.server = server;
    this.uri = uri;
  }

  /**
   * Starts one.
   *
   * @param flags besides ip and port
   */
  public static TestMaster start(String... flags) throws IOException {
    return start(FAST, flags);
  }

  static TestMaster start(MasterApi.Heartbeats heartbeats, String... flags) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String ip = "127.%d.%d.7".formatted(random.nextInt(100, 250), random.nextInt(1, 250));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral(ip))) {
      port = free.getLocalPort();
    }
    List<String> all = new ArrayList<>(List.of("--ip=" + ip, "--port=" + port, "--hostname=" + ip));
    all.addAll(List.of(flags));
    MasterFlags parsed = MasterFlags.parse(all.toArray(String[]::new), Map.of());
    return new TestMaster(
        MasterServer.start(parsed, heartbeats), URI.create("http://" + ip + ":" + port));
  }

  public URI uri() {
    return uri;
  }

  MasterServer server() {
    return server;
  }

  public HttpAnswer get(String path) throws IOException {
    return HttpCalls.get(uri.resolve(path), Duration.ofSeconds(20));
  }

  public JsonNode json(String path) throws IOException {
    return Json.tree(get(path).body());
  }

  public HttpAnswer post(String path, String type, String body) throws IOException {
    return HttpCalls.send(
        HttpCall.of("POST", uri.resolve(path), Duration.ofSeconds(20))
            .header("Content-Type", type)
            .body(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** An operator's call in JSON. */
  public HttpAnswer call(String json) throws IOException {
    return post("/api/v1", "application/json", json);
  }

  @Override
  public void close() {
    server.close();
  }
}
