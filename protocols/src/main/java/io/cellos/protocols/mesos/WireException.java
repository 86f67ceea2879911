package io.cellos.protocols.mesos;

import java.io.IOException;

/** Bytes that are not the message they should be; the message says why and where. */
public final class WireException extends IOException {
  private static final long serialVersionUID = 1;

  public WireException(String reason) {
    super(reason);
  }

  public WireException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
