package io.cellos.mesos.agent.container.docker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The answer to one request, on a connection of its own. */
final class EngineAnswer implements AutoCloseable {
  private static final int LONGEST_LINE = 64_000;

  private final SocketChannel connection;
  private final int status;
  private final InputStream body;

  private EngineAnswer(SocketChannel connection, int status, InputStream body) {
    this.connection = connection;
    this.status = status;
    this.body = body;
  }

  /** Reads up to where the body begins. */
  static EngineAnswer read(SocketChannel connection) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
    String[] first = line(in).split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("\\d{3}")) {
      throw new IOException("no HTTP: " + String.join(" ", first));
    }
    int status = Integer.parseInt(first[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return new EngineAnswer(connection, status, body(in, status, headers));
  }

  private static InputStream body(InputStream in, int status, Map<String, String> headers)
      throws IOException {
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return new Chunks(in);
    }
    String length = headers.get("content-length");
    return length == null ? in : new Chunks(in, Long.parseLong(length));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("the answer ended early");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  int status() {
    return status;
  }

  InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  /** A body of known length, or of chunks each of which tells its length. */
  private static final class Chunks extends InputStream {
    private final InputStream in;
    private final boolean single;
    private long left;
    private boolean ended;

    Chunks(InputStream in) {
      this.in = in;
      this.single = false;
    }

    Chunks(InputStream in, long length) {
      this.in = in;
      this.single = true;
      this.left = length;
      this.ended = length == 0;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0; // without waiting for the next chunk
      }
      if (left == 0 && !ended && !single) {
        begin();
      }
      if (ended) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the answer ended early");
      }
      left -= count;
      if (left == 0) {
        ended = single;
        if (!single) {
          line(in); // each chunk ends a line
        }
      }
      return count;
    }

    private void begin() throws IOException {
      String size = line(in);
      try {
        left = Long.parseLong(size.split(";", 2)[0].strip(), 16);
      } catch (NumberFormatException e) {
        throw new IOException("no size of a chunk: " + size, e);
      }
      ended = left == 0;
    }
  }
}
