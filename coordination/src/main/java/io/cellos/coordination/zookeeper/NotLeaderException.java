package io.cellos.coordination.zookeeper;

import java.io.IOException;

/** A change was refused because who wanted it leads no more; nothing of it was done. */
public final class NotLeaderException extends IOException {
  private static final long serialVersionUID = 1;

  public NotLeaderException(String message, Throwable cause) {
    super(message, cause);
  }
}
