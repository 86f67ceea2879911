package io.cellos.base.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;

/** HTTP/1.1 calls with a deadline, over one shared client on virtual threads. */
public final class HttpCalls {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(
              Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()))
          .build();

  private HttpCalls() {}

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
