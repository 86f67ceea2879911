package io.cellos.nucleus.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * ZooKeeper's four-letter words, of which a cell's servers answer {@code ruok} and {@code srvr}.
 * The protocol is: connect to the client port, send the word, read until the server closes.
 */
public final class FourLetter {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private FourLetter() {}

  /** Asks how the server is; never throws, {@link ServerReply.Silent} tells of every failure. */
  public static ServerReply srvr(String host, int port, Duration timeout) {
    try {
      return parse(ask(host, port, "srvr", timeout));
    } catch (IOException e) {
      return new ServerReply.Silent();
    }
  }

  /**
   * Sends one word.
   *
   * @param timeout for the connection and again for each part of the answer
   */
  public static String ask(String host, int port, String word, Duration timeout)
      throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
      return new String(answer, StandardCharsets.UTF_8);
    }
  }

  private static ServerReply parse(String answer) {
    for (String line : answer.lines().toList()) {
      if (line.startsWith("Mode: ")) {
        return new ServerReply.Serving(line.equals("Mode: leader"));
      }
    }
    return answer.isEmpty() ? new ServerReply.Silent() : new ServerReply.NotServing();
  }
}
