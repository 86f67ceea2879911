package io.cellos.marathon.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Answer {
  String JSON = "application/json";
  String TEXT = "text/plain;charset=utf-8";

  /**
   * One that is complete before the first byte of it is sent.
   *
   * @param type of the body; unused if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(Status status, Map<String, String> headers, String type, byte[] body)
      implements Answer {
    /** The same with one more header. */
    public Whole header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Whole(status, more, type, body);
    }
  }

  /** A long one: status 200 and JSON that is written piece by piece. */
  record Streamed(Content content) implements Answer {}

  /** Status 200 and a body that goes on until either side ends it. */
  record Lasting(Giver giver) implements Answer {}

  /** One that somebody else gave, with all its headers. */
  record PassedOn(Giver giver) implements Answer {}

  /** Writes one JSON value. */
  @FunctionalInterface
  interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /** Sends by itself. */
  @FunctionalInterface
  interface Giver {
    void give(ServerResponse response) throws IOException, InterruptedException;
  }

  static Whole json(Status status, JsonNode body) {
    return new Whole(status, Map.of(), JSON, Json.bytes(body));
  }

  static Whole json(JsonNode body) {
    return json(Status.OK_200, body);
  }

  static Whole text(String body) {
    return new Whole(Status.OK_200, Map.of(), TEXT, body.getBytes(StandardCharsets.UTF_8));
  }

  static Whole empty(Status status) {
    return new Whole(status, Map.of(), JSON, new byte[0]);
  }
}
