package io.cellos.marathon.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.Accept;
import io.cellos.marathon.json.JsonBody;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A request.
 *
 * @param body all of it, as it was sent: perhaps packed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Exchange(ServerRequest request, byte[] body) {
  /** A definition of thousands of apps is far from it. */
  static final int MOST_BYTES = 32 << 20;

  /** So much more is read and dropped, so that who sends it comes to read the answer. */
  private static final long MOST_DROPPED = 256 << 20;

  /**
   * Reads the whole request.
   *
   * @throws Refusal 413 if it is too long
   */
  static Exchange read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new Exchange(request, new byte[0]);
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        in.skip(MOST_DROPPED);
        throw tooLong();
      }
      return new Exchange(request, body);
    }
  }

  private static Refusal tooLong() {
    return new Refusal(
        Status.REQUEST_ENTITY_TOO_LARGE_413, "At most " + MOST_BYTES + " bytes are read");
  }

  public String method() {
    return request.prologue().method().text();
  }

  /** The method, but GET for HEAD, which is answered alike. */
  public String verb() {
    return method().equals("HEAD") ? "GET" : method();
  }

  /** The path, decoded; slashes that follow each other are one, and there is none at the end. */
  public String path() {
    String path = request.path().path().replaceAll("/{2,}", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Path and query as they came. */
  String target() {
    String query = request.query().rawValue();
    String path = request.path().rawPath();
    return query.isEmpty() ? path : path + "?" + query;
  }

  public Optional<String> query(String name) {
    return request.query().first(name).asOptional();
  }

  /** All values of a parameter that may be there several times. */
  public Set<String> queries(String name) {
    return new HashSet<>(request.query().all(name, List::of));
  }

  /** Whether a parameter is {@code true}; what it is if it is not there. */
  public boolean flag(String name, boolean otherwise) {
    return query(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  public Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /** All values of a header that is a list, as one. */
  Optional<String> list(HeaderName name) {
    List<String> all = new ArrayList<>(request.headers().all(name, List::of));
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(",", all));
  }

  /** Whether the client takes this type of body. */
  public boolean accepts(String type) {
    return Accept.accepts(list(HeaderNames.ACCEPT), type);
  }

  /** Whether the client names this type, and not just takes everything. */
  public boolean asksFor(String type) {
    return list(HeaderNames.ACCEPT).filter(types -> types.contains(type)).isPresent();
  }

  boolean takesGzip() {
    return Accept.codes(list(HeaderNames.ACCEPT_ENCODING), "gzip");
  }

  /** The client's address. */
  public String client() {
    return request.remotePeer().host();
  }

  /** Where the client believes to be, such as {@code http://host:8080}. */
  public String base() {
    return "http://" + header(HeaderNames.HOST).orElse(request.localPeer().host());
  }

  /**
   * The body, which must be JSON if it says what it is.
   *
   * @throws Refusal 415 if it says that it is something else
   * @throws JsonBody.UnreadableException if it is none
   */
  public JsonNode json() throws IOException {
    Optional<String> type = header(HeaderNames.CONTENT_TYPE);
    if (type.isPresent() && body.length > 0 && !isJson(type.get())) {
      throw new Refusal(Status.UNSUPPORTED_MEDIA_TYPE_415, "Unsupported Media Type");
    }
    return anyJson();
  }

  /**
   * The body as JSON, whatever it says to be.
   *
   * @throws JsonBody.UnreadableException if it is none
   */
  public JsonNode anyJson() throws IOException {
    return JsonBody.parse(unpacked());
  }

  private static boolean isJson(String type) {
    String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return name.equals(Answer.JSON) || name.equals("*/*") || name.equals("application/*");
  }

  private byte[] unpacked() throws IOException {
    if (header(HeaderNames.CONTENT_ENCODING).filter("gzip"::equals).isEmpty()) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] all = in.readNBytes(MOST_BYTES + 1);
      if (all.length > MOST_BYTES) {
        throw tooLong();
      }
      return all;
    } catch (ZipException | EOFException e) {
      throw Refusal.badRequest("The body can't be unpacked: " + e.getMessage());
    }
  }
}
