package io.cellos.base.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends what was begun, last begun first. Closing again does nothing; every part is closed even if
 * another fails, and the first failure carries the later ones.
 */
public final class Closer implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Remembers a part to close; closes it at once if this closer is closed already. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      closePart(part, null);
    } else {
      parts.push(part);
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      failure = closePart(parts.pop(), failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException closePart(AutoCloseable part, RuntimeException earlier) {
    try {
      part.close();
      return earlier;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (earlier == null) {
        return new IllegalStateException("closing failed: " + e.getMessage(), e);
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
