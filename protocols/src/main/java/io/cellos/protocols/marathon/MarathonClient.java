package io.cellos.protocols.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Calls of Marathon's REST API; any of several Marathons can be asked, those that do not lead pass
 * calls on. JSON goes in and comes out as it is.
 *
 * @param uri {@code http://host:port}
 * @param timeout for connecting, and again for every wait for more of an answer
 * @param way a SOCKS proxy, or none
 */
public record MarathonClient(URI uri, Duration timeout, Proxy way) {
  private static final String JSON = "application/json";

  /** One that is reached without a proxy. */
  public static MarathonClient of(URI uri, Duration timeout) {
    return new MarathonClient(uri, timeout, Proxy.NO_PROXY);
  }

  /**
   * An app's or group's path as a part of an URL's path, with the slash that it begins with.
   *
   * @param id with or without a slash at its begin
   */
  public static String path(String id) {
    return Arrays.stream(id.split("/"))
        .filter(word -> !word.isEmpty())
        .map(word -> "/" + URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining());
  }

  /**
   * Whether it answers.
   *
   * @throws IOException if not
   */
  public void ping() throws IOException {
    HttpAnswer answer = HttpCalls.send(HttpCall.of("GET", uri.resolve("/ping"), timeout), way);
    if (answer.status() != 200) {
      throw MarathonRefusedException.of(answer);
    }
  }

  /**
   * @param path with its query, such as {@code /v2/apps?embed=apps.counts}
   * @throws MarathonRefusedException if it says no
   */
  public JsonNode get(String path) throws IOException {
    return send(call("GET", path));
  }

  /**
   * @throws MarathonRefusedException if it says no
   */
  public JsonNode post(String path, JsonNode body) throws IOException {
    return send(call("POST", path).body(Json.bytes(body)));
  }

  /**
   * @throws MarathonRefusedException if it says no
   */
  public JsonNode put(String path, JsonNode body) throws IOException {
    return send(call("PUT", path).body(Json.bytes(body)));
  }

  /**
   * @throws MarathonRefusedException if it says no
   */
  public JsonNode delete(String path) throws IOException {
    return send(call("DELETE", path));
  }

  private HttpCall call(String method, String path) {
    return HttpCall.of(method, uri.resolve(path), timeout)
        .header("Content-Type", JSON)
        .header("Accept", JSON);
  }

  private JsonNode send(HttpCall call) throws IOException {
    HttpAnswer answer = HttpCalls.send(call, way);
    if (answer.status() / 100 != 2) {
      throw MarathonRefusedException.of(answer);
    }
    try {
      return answer.body().length == 0
          ? Json.mapper().createObjectNode()
          : Json.tree(answer.body());
    } catch (UncheckedIOException e) {
      throw new IOException(call.uri() + " does not answer JSON", e);
    }
  }
}
