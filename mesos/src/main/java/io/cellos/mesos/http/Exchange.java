package io.cellos.mesos.http;

import com.google.protobuf.Message;
import io.cellos.protocols.mesos.Wire;
import io.cellos.protocols.mesos.WireException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A request and its answer.
 *
 * @param body of the request, all of it: a connection on which some was left unread is of no use;
 *     nothing of a stream
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Exchange(ServerRequest request, ServerResponse response, byte[] body) {
  /** No call is longer; a state with all tasks of a large framework is far from it. */
  private static final int MOST_BYTES = 64 << 20;

  private static final String RECORDS = "application/recordio";
  private static final String TEXT = "text/plain; charset=utf-8";

  /**
   * Reads the request's body, packed or not.
   *
   * @throws Refusal 413 if it is too long
   */
  static byte[] read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    boolean packed =
        request.headers().first(HeaderNames.CONTENT_ENCODING).filter("gzip"::equals).isPresent();
    InputStream raw = request.content().inputStream();
    try (InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new Refusal(
            Status.REQUEST_ENTITY_TOO_LARGE_413, "At most " + MOST_BYTES + " bytes are read");
      }
      return body;
    } catch (ZipException e) {
      throw Refusal.malformed("Failed to unpack body: " + e.getMessage());
    }
  }

  /** Whether the body is one record after another, of which the last may come much later. */
  public boolean isStream() {
    return header(HeaderNames.CONTENT_TYPE).filter(RECORDS::equals).isPresent();
  }

  /** The body of a stream. */
  public InputStream input() {
    return request.content().inputStream();
  }

  public String method() {
    return request.prologue().method().text();
  }

  /** The path, decoded. */
  public String path() {
    return request.path().path();
  }

  /** Path and query as they came. */
  public String target() {
    String query = request.query().rawValue();
    String path = request.path().rawPath();
    return query.isEmpty() ? path : path + "?" + query;
  }

  public Optional<String> query(String name) {
    return request.query().first(name).asOptional();
  }

  public Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /**
   * Lets only these methods pass.
   *
   * @throws Refusal 405 otherwise
   */
  public void allow(String... methods) {
    if (!List.of(methods).contains(method())) {
      response.header(HeaderNames.ALLOW, String.join(", ", methods));
      throw new Refusal(
          Status.METHOD_NOT_ALLOWED_405,
          "405 Method Not Allowed. Expecting one of { '%s' }, but received '%s'."
              .formatted(String.join("', '", methods), method()));
    }
  }

  /** The fields of a form in the body; of a field that is there twice the last one counts. */
  public Map<String, String> form() {
    Map<String, String> fields = new HashMap<>();
    String text = new String(body, StandardCharsets.UTF_8);
    for (String field : text.split("[&;]", 0)) {
      String[] parts = field.split("=", 2);
      if (!field.isEmpty()) {
        fields.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("Unable to decode query string: " + e.getMessage());
    }
  }

  /**
   * Reads a call of one of the v1 APIs.
   *
   * @throws Refusal 400 or 415 if it is none
   */
  public void read(Message.Builder call) {
    String type =
        header(HeaderNames.CONTENT_TYPE)
            .orElseThrow(() -> Refusal.malformed("Expecting 'Content-Type' to be present"));
    Wire wire =
        Wire.of(type)
            .orElseThrow(
                () -> new Refusal(Status.UNSUPPORTED_MEDIA_TYPE_415, expecting("Content-Type")));
    try {
      wire.read(body, call);
    } catch (WireException e) {
      throw Refusal.malformed(e.getMessage());
    }
  }

  /**
   * The encoding that the answer is to have.
   *
   * @throws Refusal 406 if the client takes none of the two
   */
  public Wire accepted() {
    List<String> all = new ArrayList<>(request.headers().all(HeaderNames.ACCEPT, List::of));
    return Wires.accepted(all.isEmpty() ? Optional.empty() : Optional.of(String.join(",", all)))
        .orElseThrow(() -> new Refusal(Status.NOT_ACCEPTABLE_406, expecting("Accept")));
  }

  private static String expecting(String header) {
    return "Expecting '%s' of %s or %s"
        .formatted(header, Wire.JSON.mediaType(), Wire.PROTOBUF.mediaType());
  }

  /** Answers with a text, which may be empty. */
  public void text(Status status, String text) {
    response.status(status);
    if (!text.isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, TEXT);
    }
    response.send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers 200 with the message. */
  public void message(Wire wire, Message message) {
    response.header(HeaderNames.CONTENT_TYPE, wire.mediaType());
    response.send(wire.write(message));
  }

  /** Answers 307. */
  public void redirect(String location) {
    response.status(Status.TEMPORARY_REDIRECT_307).header(HeaderNames.LOCATION, location);
    response.send();
  }
}
