package io.cellos.marathon.check;

import io.cellos.base.http.TrustAll;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GET of a task of which only the status of the answer is read. The JDK's clients keep answers
 * that are only for information (1xx) to themselves; to health checks they are answers. Whose
 * certificate it is does not matter, and redirects are answers.
 */
final class StatusQuestion {
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: (.*))?");
  private static final int MOST_HEADERS = 64 * 1024;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** How the answer begins. */
  record Status(int code, String reason) {
    private boolean isFinal() {
      return code >= 200 || code == SWITCHING_PROTOCOLS;
    }
  }

  private final Socket socket;
  private final long end;
  private final byte[] buffer = new byte[1024];
  private int filled;
  private int next;
  private int read;

  private StatusQuestion(Socket socket, long end) {
    this.socket = socket;
    this.end = end;
  }

  /**
   * @param timeout of all of it
   * @throws IOException if there is no answer in time
   */
  static Status ask(URI uri, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host(uri), uri.getPort()), millisUntil(end));
      plain.setSoTimeout(millisUntil(end));
      try (Socket socket = uri.getScheme().equals("https") ? secured(plain, uri) : plain) {
        socket.getOutputStream().write(request(uri).getBytes(StandardCharsets.ISO_8859_1));
        return new StatusQuestion(socket, end).status();
      }
    }
  }

  private static Socket secured(Socket plain, URI uri) throws IOException {
    return TrustAll.sockets().createSocket(plain, host(uri), uri.getPort(), true);
  }

  /** Without the brackets around an address of IPv6. */
  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String request(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return "GET "
        + uri.getRawPath()
        + query
        + " HTTP/1.1\r\nHost: "
        + uri.getRawAuthority()
        + "\r\nAccept: */*\r\nUser-Agent: Marathon-Health-Check\r\nConnection: close\r\n\r\n";
  }

  /** An answer for information may be followed by the real one; alone, it is all there is. */
  private Status status() throws IOException {
    Optional<Status> informed = Optional.empty();
    while (true) {
      try {
        Status status = parse(line());
        if (status.isFinal()) {
          return status;
        }
        informed = Optional.of(status);
        while (!line().isEmpty()) {
          // headers do not matter
        }
      } catch (EOFException | SocketTimeoutException e) {
        return informed.orElseThrow(() -> e);
      }
    }
  }

  private static Status parse(String line) throws IOException {
    Matcher parts = STATUS.matcher(line);
    if (!parts.matches()) {
      throw new IOException("the answer is no HTTP");
    }
    String reason = parts.group(2);
    return new Status(Integer.parseInt(parts.group(1)), reason == null ? "" : reason.strip());
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private int read() throws IOException {
    if (next == filled) {
      socket.setSoTimeout(millisUntil(end));
      filled = socket.getInputStream().read(buffer);
      next = 0;
      if (filled < 0) {
        filled = 0;
        throw new EOFException("the connection was closed without an answer");
      }
    }
    if (++read > MOST_HEADERS) {
      throw new IOException("the answer has no end");
    }
    return buffer[next++] & 0xff;
  }

  private static int millisUntil(long end) throws SocketTimeoutException {
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("timed out");
    }
    return Math.toIntExact(Math.min(left, Integer.MAX_VALUE));
  }
}
