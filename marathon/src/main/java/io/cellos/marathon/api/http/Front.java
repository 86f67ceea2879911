package io.cellos.marathon.api.http;

import io.cellos.base.http.ClientConnection;
import io.cellos.marathon.json.ErrorJson;
import io.cellos.marathon.metrics.HttpMeters;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request, and sees to it that every one is answered. */
public final class Front implements Consumer<HttpRouting.Builder> {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final HeaderName LEADER = HeaderNames.create("X-Marathon-Leader");
  private static final HeaderName FRAMES = HeaderNames.create("X-Frame-Options");
  private static final HeaderName SCRIPTS = HeaderNames.create("X-XSS-Protection");

  /** Answers requests, whatever their path. */
  @FunctionalInterface
  public interface Endpoints {
    /**
     * @throws IOException if the leader can't do it now
     * @throws RuntimeException a {@link Refusal} or another one that {@link Failures} knows
     */
    Answer answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Endpoints endpoints;
  private final Supplier<Optional<URI>> leader;
  private final HttpMeters meters;
  private final Optional<String> allowedOrigin;

  /**
   * @param leader the URL of who leads
   * @param allowedOrigin the sites whose pages may read answers; {@code
   *     --access_control_allow_origin}
   */
  public Front(
      Endpoints endpoints,
      Supplier<Optional<URI>> leader,
      HttpMeters meters,
      Optional<String> allowedOrigin) {
    this.endpoints = endpoints;
    this.leader = leader;
    this.meters = meters;
    this.allowedOrigin = allowedOrigin;
  }

  @Override
  public void accept(HttpRouting.Builder routes) {
    routes.any(this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
    meters.begun();
    try {
      answer(request, response);
    } finally {
      meters.ended();
    }
  }

  private void answer(ServerRequest request, ServerResponse response) throws InterruptedException {
    long start = System.nanoTime();
    Exchange exchange = new Exchange(request, new byte[0]);
    try {
      Answer answer;
      try {
        exchange = Exchange.read(request);
        answer = endpoints.answer(exchange);
      } catch (IOException | UncheckedIOException e) {
        LOG.info("{} {}: {}", exchange.method(), exchange.path(), e.toString());
        answer = failed(Status.SERVICE_UNAVAILABLE_503, e);
      } catch (RuntimeException e) {
        answer = Failures.answer(e).orElse(null);
        if (answer == null) {
          LOG.error("{} {}", exchange.method(), exchange.path(), e);
          answer = failed(Status.INTERNAL_SERVER_ERROR_500, e);
        }
      }
      if (!(answer instanceof Answer.PassedOn)) {
        addHeaders(exchange, response);
      }
      Sender.Sent sent = Sender.send(exchange, response, answer);
      if (!(answer instanceof Answer.Lasting)) {
        meters.answered(exchange.method(), response.status().code(), System.nanoTime() - start);
        meters.received(exchange.body().length);
        meters.sent(sent.bytes(), sent.packed());
      }
    } catch (IOException | RuntimeException e) { // Helidon has its own kinds for a client that went
      LOG.debug("{} {}: the answer did not get through", exchange.method(), exchange.path(), e);
      ClientConnection.current().close();
      return;
    }
    ClientConnection.endIfAsked(request, response);
  }

  private static Answer failed(Status status, Exception e) {
    return Answer.json(status, ErrorJson.message(String.valueOf(e.getMessage())));
  }

  /** The headers that every answer of this program has. */
  private void addHeaders(Exchange exchange, ServerResponse response) {
    response
        .header(HeaderNames.CACHE_CONTROL, "no-cache, no-store, must-revalidate")
        .header(HeaderNames.PRAGMA, "no-cache")
        .header(HeaderNames.EXPIRES, "0")
        .header(FRAMES, "DENY")
        .header(SCRIPTS, "1; mode=block");
    leader.get().ifPresent(url -> response.header(LEADER, url.toString()));
    allowedOrigin.ifPresent(
        origin ->
            response
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .header(
                    HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                    exchange.list(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS).stream()
                        .collect(Collectors.joining(", ")))
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
                .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400"));
  }
}
