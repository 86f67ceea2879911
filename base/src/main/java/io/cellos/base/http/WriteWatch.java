package io.cellos.base.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Writes to a client, and ends the connection if one write takes too long: a client that does not
 * read would keep the thread that writes to it for ever.
 */
public final class WriteWatch extends OutputStream {
  private static final long IDLE = 0;

  private final OutputStream out;
  private final ClientConnection connection;
  private final Duration patience;
  private final Thread watcher;
  private volatile long writingSince = IDLE;

  /**
   * @param connection that of the request which this thread answers
   * @param patience for each write
   */
  public WriteWatch(OutputStream out, ClientConnection connection, Duration patience) {
    this.out = out;
    this.connection = connection;
    this.patience = patience;
    this.watcher = Thread.ofVirtual().name("write-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(patience.toNanos() / 4);
        long since = writingSince;
        if (since != IDLE && System.nanoTime() - since > patience.toNanos()) {
          connection.close();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static long now() {
    return System.nanoTime() | 1; // never IDLE
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    writingSince = now();
    out.write(bytes, from, length);
    writingSince = IDLE;
  }

  @Override
  public void flush() throws IOException {
    writingSince = now();
    out.flush();
    writingSince = IDLE;
  }

  @Override
  public void close() throws IOException {
    try {
      writingSince = now();
      out.close();
    } finally {
      watcher.interrupt();
    }
  }
}
