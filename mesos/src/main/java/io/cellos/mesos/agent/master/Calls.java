package io.cellos.mesos.agent.master;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * How links call. One client is enough for any number of them; unlike the JDK's older one it can
 * give up an answer that is being read.
 */
final class Calls {
  static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .sslContext(trustingNobody())
          .build();

  private Calls() {}

  /** Links are plain HTTP; to load the JDK's trust store would only take time. */
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  static HttpRequest.Builder post(URI to, byte[] body) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-cell-os-link")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }
}
