package io.cellos.protocols.mesos;

import java.io.IOException;

/** An answer that says no; the message has what was asked, of whom, and the reason given. */
public final class CallRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  CallRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The answer's HTTP status. */
  public int status() {
    return status;
  }
}
