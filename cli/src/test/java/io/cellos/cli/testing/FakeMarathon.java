package io.cellos.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Marathon that remembers what it was told; a deployment takes as many looks as it is set to. */
public final class FakeMarathon implements AutoCloseable {
  private final WebServer server;
  private final Map<String, ObjectNode> apps = new TreeMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private JsonNode queue = json("{'queue':[]}");
  private int looksUntilDone;
  private boolean comesToNothing;
  private int looksUntilCrash = Integer.MAX_VALUE;
  private String failure = "";
  private int refusal;
  private JsonNode reason;

  public FakeMarathon() {
    server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"), 0, routes -> routes.any("/*", this::answer));
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** JSON with single quotes. */
  public static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** There is this app. */
  public synchronized FakeMarathon with(String app) {
    ObjectNode object = (ObjectNode) json(app);
    apps.put(object.path("id").asText(), object);
    return this;
  }

  public synchronized FakeMarathon queue(String answer) {
    queue = json(answer);
    return this;
  }

  /** From now on each deployment is seen so often. */
  public synchronized FakeMarathon slow(int looks) {
    looksUntilDone = looks;
    return this;
  }

  /** From now on deployments end without anything running. */
  public synchronized FakeMarathon comingToNothing() {
    comesToNothing = true;
    return this;
  }

  /**
   * After so many looks at all apps nothing of them runs any more.
   *
   * @param why its last failure then, as JSON; empty if there is none
   */
  public synchronized FakeMarathon crashing(int looks, String why) {
    looksUntilCrash = looks;
    failure = why;
    return this;
  }

  /** From now on changes are refused. */
  public synchronized FakeMarathon refusing(int status, String answer) {
    refusal = status;
    reason = json(answer);
    return this;
  }

  /** What it was told, as {@code PUT /v2/apps/web?force=false {…}}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void answer(ServerRequest request, ServerResponse response) {
    String method = request.prologue().method().text();
    String path = request.path().rawPath();
    if (method.equals("GET")) {
      look(path, response);
      return;
    }
    byte[] body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    String query = request.query().rawValue();
    calls.add(
        "%s %s%s %s"
            .formatted(
                method,
                path,
                query.isEmpty() ? "" : "?" + query,
                new String(body, StandardCharsets.UTF_8))
            .strip());
    if (refusal != 0) {
      HttpServers.json(response, Status.create(refusal), reason);
      return;
    }
    change(method, path, body);
    HttpServers.json(response, Map.of("version", "v", "deploymentId", "d-1"));
  }

  private void look(String path, ServerResponse response) {
    switch (path) {
      case "/ping" -> response.send("pong");
      case "/v2/apps" -> {
        ArrayNode all = Json.mapper().createArrayNode();
        if (looksUntilCrash-- <= 0) {
          apps.values().forEach(this::crash);
        }
        apps.values().forEach(all::add);
        HttpServers.json(response, Map.of("apps", all));
      }
      case "/v2/queue" -> HttpServers.json(response, queue);
      case "/v2/deployments" -> deployments(response);
      default -> {
        ObjectNode app = apps.get(path.replaceFirst("^/v2/apps", ""));
        if (app == null) {
          HttpServers.json(response, Status.NOT_FOUND_404, Map.of("message", "App does not exist"));
        } else {
          HttpServers.json(response, Map.of("app", app));
        }
      }
    }
  }

  private void crash(ObjectNode app) {
    app.put("tasksRunning", 0);
    if (!failure.isEmpty()) {
      app.set("lastTaskFailure", json(failure));
    }
  }

  private void deployments(ServerResponse response) {
    List<Map<String, String>> running = new ArrayList<>();
    if (looksUntilDone-- > 0) {
      running.add(Map.of("id", "d-1"));
    } else if (!comesToNothing) {
      for (ObjectNode app : apps.values()) {
        app.put("tasksRunning", app.path("instances").asInt(1));
      }
    }
    HttpServers.json(response, running);
  }

  private void change(String method, String path, byte[] body) {
    String id = path.replaceFirst("^/v2/apps", "");
    if (method.equals("DELETE")) {
      apps.remove(id);
    } else if (!id.isEmpty() && path.startsWith("/v2/apps") && !path.endsWith("/restart")) {
      ObjectNode app = apps.computeIfAbsent(id, key -> Json.mapper().createObjectNode());
      app.setAll((ObjectNode) Json.tree(body));
      app.put("id", id).putArray("deployments").addObject().put("id", "d-1");
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
