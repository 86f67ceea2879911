package io.cellos.mesos.testing;

import io.cellos.protocols.mesos.RecordIo;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** An answer that lasts, and the records that come on it. */
public final class Records implements AutoCloseable {
  private final HttpURLConnection connection;
  private final RecordIo.Reader reader;

  private Records(HttpURLConnection connection, RecordIo.Reader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /**
   * Posts the body and takes the answer.
   *
   * @throws IOException if the answer is an error; its status and text are in the message
   */
  public static Records post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(10_000);
    connection.setInstanceFollowRedirects(false);
    headers.forEach(connection::setRequestProperty);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.getOutputStream().write(body);
    int status = connection.getResponseCode();
    if (status != 200) {
      InputStream text = connection.getErrorStream();
      byte[] reason = text == null ? new byte[0] : text.readAllBytes();
      throw new IOException(status + " " + new String(reason, StandardCharsets.UTF_8));
    }
    return new Records(connection, new RecordIo.Reader(connection.getInputStream(), 64 << 20));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /** The next record, or null at the end. */
  public byte[] next() throws IOException {
    return reader.next();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
