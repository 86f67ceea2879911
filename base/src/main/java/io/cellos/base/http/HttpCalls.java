package io.cellos.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection();
    int millis = Math.toIntExact(call.timeout().toMillis());
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(call.method());
    call.headers().forEach(connection::setRequestProperty);
    if (call.body().length > 0) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(call.body().length);
      connection.getOutputStream().write(call.body());
    }
    int status = connection.getResponseCode();
    return new HttpAnswer(status, headers(connection), body(connection, status));
  }

  private static byte[] body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static Map<String, List<String>> headers(HttpURLConnection connection) {
    Map<String, List<String>> headers = new HashMap<>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null) { // the status line
                headers.put(name.toLowerCase(Locale.ROOT), values);
              }
            });
    return headers;
  }
}
