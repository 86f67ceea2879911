package io.cellos.protocols.mesos;

import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.http.HttpStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a master or agent is and how it is reached. Any master will do: one that does not lead says
 * who does.
 *
 * @param uri {@code http://host:port}
 * @param timeout for connecting, and again for every wait for more of an answer
 * @param way a SOCKS proxy, or none
 */
public record Endpoint(URI uri, Duration timeout, Proxy way) {
  private static final int REDIRECTS = 3;
  private static final int MOST_REASON = 500;

  /** One that is reached without a proxy. */
  public static Endpoint of(URI uri, Duration timeout) {
    return new Endpoint(uri, timeout, Proxy.NO_PROXY);
  }

  /** The same way to another master or agent. */
  public Endpoint at(URI other) {
    return new Endpoint(other, timeout, way);
  }

  HttpCall get(String path) {
    return HttpCall.of("GET", uri.resolve(path), timeout);
  }

  HttpCall post(String path, Wire wire, byte[] body) {
    return HttpCall.of("POST", uri.resolve(path), timeout)
        .header("Content-Type", wire.mediaType())
        .header("Accept", wire.mediaType())
        .body(body);
  }

  /**
   * Sends the call, to the leader if this one does not lead.
   *
   * @param what it is, for the message if it is refused
   * @throws CallRefusedException if the answer is neither 200 nor 202
   */
  Answer send(HttpCall call, String what) throws IOException {
    HttpCall next = call;
    for (int i = 0; i < REDIRECTS; i++) {
      HttpAnswer answer = HttpCalls.send(next, way);
      Optional<URI> elsewhere = elsewhere(next, answer.status(), answer.header("location"));
      if (elsewhere.isEmpty()) {
        requireSuccess(answer, next, what);
        return new Answer(next.uri(), answer);
      }
      next = to(elsewhere.get(), next);
    }
    throw new IOException(uri + " leads from one master to the next");
  }

  /** Like {@link #send}, but the body is yet to be read. */
  OpenAnswer open(HttpCall call, String what, Duration silence) throws IOException {
    HttpCall next = call;
    for (int i = 0; i < REDIRECTS; i++) {
      HttpStream answer = HttpStream.open(next, silence, way);
      Optional<URI> elsewhere = elsewhere(next, answer.status(), answer.header("location"));
      if (elsewhere.isPresent()) {
        answer.close();
        next = to(elsewhere.get(), next);
      } else {
        if (answer.status() != 200) {
          requireSuccess(answer.readAll(), next, what);
          answer.close();
          throw new IOException(what + ": " + next.uri() + " answers without a stream");
        }
        return new OpenAnswer(next.uri(), answer);
      }
    }
    throw new IOException(uri + " leads from one master to the next");
  }

  /** An answer and who gave it. */
  record Answer(URI from, HttpAnswer http) {}

  /** An answer that goes on, and who gives it. */
  record OpenAnswer(URI from, HttpStream http) {}

  /** The leader's address often comes without a path, as {@code //host:port}. */
  private static Optional<URI> elsewhere(HttpCall call, int status, Optional<String> location)
      throws IOException {
    if (status != 307 || location.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI there = call.uri().resolve(location.get());
      return Optional.of(
          there.getRawPath().length() <= 1
              ? URI.create("http://" + there.getRawAuthority() + rawPath(call.uri()))
              : there);
    } catch (IllegalArgumentException e) {
      throw new IOException(call.uri() + " redirects to nowhere: " + location.get(), e);
    }
  }

  private static String rawPath(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static HttpCall to(URI uri, HttpCall call) {
    return new HttpCall(call.method(), uri, call.headers(), call.body(), call.timeout());
  }

  private static void requireSuccess(HttpAnswer answer, HttpCall call, String what)
      throws CallRefusedException {
    if (answer.status() == 200 || answer.status() == 202) {
      return;
    }
    String reason = new String(answer.body(), StandardCharsets.UTF_8).strip();
    throw new CallRefusedException(
        answer.status(),
        "%s: %s answers %d %s"
            .formatted(
                what,
                call.uri(),
                answer.status(),
                reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) + "…" : reason)
            .strip());
  }
}
