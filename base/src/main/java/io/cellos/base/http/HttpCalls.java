package io.cellos.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/**
 * HTTP/1.1 calls. Redirects are answers, not followed. They go through the JDK's URL connection and
 * not its HttpClient, because that one prepares TLS before its first call even for plain HTTP: 150
 * ms in every program of a cell.
 */
public final class HttpCalls {
  private HttpCalls() {}

  public static HttpAnswer get(URI uri, Duration timeout) throws IOException {
    return send(HttpCall.of("GET", uri, timeout));
  }

  /**
   * @throws IOException if there is no answer in time; any status is an answer
   */
  public static HttpAnswer send(HttpCall call) throws IOException {
    return send(call, Proxy.NO_PROXY);
  }

  /**
   * @param way a SOCKS proxy, or none
   */
  public static HttpAnswer send(HttpCall call, Proxy way) throws IOException {
    HttpStream answer = HttpStream.open(call, call.timeout(), way);
    try (InputStream body = answer.body()) { // read to the end, so that the connection is kept
      return answer.readAll();
    }
  }
}
