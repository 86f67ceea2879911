package io.cellos.backend.local.balance;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The answer to a client that no target can serve. */
final class Unavailable {
  private static final int READ_MILLIS = 1000;
  private static final int MOST_BYTES = 64 * 1024;

  private Unavailable() {}

  static void answer(Socket client, String service, int targets) {
    String text =
        targets == 0
            ? "%s: there is no node for this service; see: cell list\n".formatted(service)
            : "%s: none of its targets (%d) is healthy; see: cell list, cell log\n"
                .formatted(service, targets);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        HTTP/1.1 503 Service Unavailable\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Length: %d\r
        Retry-After: 1\r
        Connection: close\r
        \r
        """
            .formatted(body.length);
    try {
      client.setSoTimeout(READ_MILLIS);
      InputStream in = client.getInputStream();
      if (in.read(new byte[MOST_BYTES]) < 0) {
        return; // it did not ask anything
      }
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().write(body);
      client.shutdownOutput();
      drain(in);
    } catch (IOException e) {
      return; // the client went, or is no HTTP client and waits for us to speak
    }
  }

  /** Closing with unread bytes would reset the connection and could lose the answer. */
  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    int total = 0;
    for (int count = in.read(buffer); count >= 0 && total < MOST_BYTES; count = in.read(buffer)) {
      total += count;
    }
  }
}
