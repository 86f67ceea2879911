package io.cellos.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is read as it comes. It belongs to one thread, and closing it from another
 * waits for that one's read; a virtual thread that is interrupted ends its read, and the
 * connection, at once.
 */
public final class HttpStream implements AutoCloseable {
  private final HttpURLConnection connection;
  private final int status;
  private final InputStream body;

  private HttpStream(HttpURLConnection connection, int status, InputStream body) {
    this.connection = connection;
    this.status = status;
    this.body = body;
  }

  /**
   * Sends the call; its timeout is for connecting.
   *
   * @param silence how long the answer, and each more of its body, may take
   * @param way a SOCKS proxy, or none
   * @throws IOException if there is no answer; any status is an answer
   */
  public static HttpStream open(HttpCall call, Duration silence, Proxy way) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection(way);
    connection.setConnectTimeout(Math.toIntExact(call.timeout().toMillis()));
    connection.setReadTimeout(Math.toIntExact(silence.toMillis()));
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
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return new HttpStream(connection, status, body == null ? InputStream.nullInputStream() : body);
  }

  public int status() {
    return status;
  }

  /** What is left of the body; a read fails with {@link SocketTimeoutException} after a silence. */
  public InputStream body() {
    return body;
  }

  /** By lower-case name. */
  Map<String, List<String>> headers() {
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

  /** The whole answer, once its body has come to its end. */
  public HttpAnswer readAll() throws IOException {
    return new HttpAnswer(status, headers(), body.readAllBytes());
  }

  /** The first value of the header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /** Ends the connection, unless the body was read to its end. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
