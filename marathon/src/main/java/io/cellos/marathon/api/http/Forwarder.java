package io.cellos.marathon.api.http;

import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.WriteWatch;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes requests on to the leader, and its answers back while they come. It goes through the JDK's
 * HttpClient, because the URL connection knows no PATCH and may send a POST twice.
 */
public final class Forwarder {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final String VIA = "X-Marathon-Via";
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Until the leader begins to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A client that reads nothing for so long, while there is something, is cut off. */
  private static final Duration UNREAD = Duration.ofSeconds(30);

  /** Headers that are about one connection, and those that the client library sets itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "proxy-connection",
          "http2-settings");

  private static final class Lazy {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .sslContext(trustsNobody())
            .executor(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("to-leader-", 0).factory()))
            .build();

    /** Loading the JDK's trusted certificates takes 150 ms, and nothing here is HTTPS. */
    private static SSLContext trustsNobody() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[0], null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final String via;

  /**
   * @param self this program's URL, by which it knows a request that comes round again
   */
  public Forwarder(URI self) {
    this.via = "1.1 " + self.getAuthority();
  }

  /**
   * @throws Refusal 502 if the leader can't be reached, or the request was here before
   */
  public Answer forward(URI leader, Exchange exchange) throws InterruptedException {
    if (exchange.request().headers().all(HeaderNames.create(VIA), List::of).stream()
        .anyMatch(value -> value.contains(via))) {
      throw new Refusal(Status.BAD_GATEWAY_502, "Detected proxying loop.");
    }
    try {
      HttpResponse<InputStream> answer =
          Lazy.CLIENT.send(request(leader, exchange), HttpResponse.BodyHandlers.ofInputStream());
      return new Answer.PassedOn(response -> passBack(exchange, answer, response));
    } catch (IOException e) {
      LOG.info("the leader {} does not answer: {}", leader, e.toString());
      throw new Refusal(
          Status.BAD_GATEWAY_502, "The leader " + leader + " does not answer; try again soon.");
    }
  }

  private HttpRequest request(URI leader, Exchange exchange) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + leader.getAuthority() + exchange.target()))
            .timeout(PATIENCE)
            .method(
                exchange.method(),
                exchange.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(exchange.body()));
    exchange
        .request()
        .headers()
        .forEach(
            header -> {
              if (!OF_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT))
                  && !header.name().equalsIgnoreCase(HeaderNames.X_FORWARDED_FOR_NAME)) {
                header.allValues().forEach(value -> request.header(header.name(), value));
              }
            });
    String clients =
        Stream.concat(
                exchange.list(HeaderNames.X_FORWARDED_FOR).stream(), Stream.of(exchange.client()))
            .collect(Collectors.joining(","));
    return request.header(VIA, via).header(HeaderNames.X_FORWARDED_FOR_NAME, clients).build();
  }

  private void passBack(
      Exchange exchange, HttpResponse<InputStream> answer, ServerResponse response)
      throws IOException {
    response.status(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                response.header(HeaderNames.create(name), values.toArray(String[]::new));
              }
            });
    response.header(HeaderNames.create(VIA), via);
    try (InputStream in = answer.body()) {
      byte[] buffer = new byte[16384];
      int read = exchange.method().equals("HEAD") ? -1 : in.read(buffer);
      if (read < 0) {
        response.send();
        return;
      }
      ClientConnection client = ClientConnection.current();
      try (OutputStream out = new WriteWatch(response.outputStream(), client, UNREAD)) {
        for (; read >= 0; read = in.read(buffer)) {
          out.write(buffer, 0, read);
          out.flush(); // whoever follows events wants each at once
        }
      }
    }
  }
}
