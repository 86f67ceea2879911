package io.cellos.mesos.agent.fetch;

import java.io.IOException;

/** A URI could not be brought into the sandbox; the message is for the framework. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
