package io.cellos.backend.local.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Joins two TCP connections. */
public final class Relay {
  private static final int BUFFER_BYTES = 32 * 1024;

  private Relay() {}

  /**
   * Passes bytes both ways until both sides have ended theirs, then closes both. One side may end
   * early and still receive (half-close); an error on either side ends both at once.
   */
  public static void join(Socket one, Socket other) {
    try (one;
        other) {
      one.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().name("relay-back").start(() -> pass(other, one));
      pass(one, other);
      back.join();
    } catch (IOException e) {
      return; // closed in the meantime
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  /** Closes a connection of which nothing is expected any more. */
  public static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is closed as far as that matters
    }
  }
}
