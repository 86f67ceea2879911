package io.cellos.base.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * HTTP/1.1 calls with a deadline, over one shared client on virtual threads. Plain HTTP only: a
 * call by https fails, because no certificate is trusted.
 */
public final class HttpCalls {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .sslContext(trustNobody())
          .executor(
              Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()))
          .build();

  private HttpCalls() {}

  /** Spares each program reading the JDK's certificates when it starts, 150 ms. */
  private static SSLContext trustNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** GET with a deadline for the whole answer. */
  public static HttpResponse<byte[]> get(URI uri, Duration timeout)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).timeout(timeout).GET().build());
  }

  public static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
