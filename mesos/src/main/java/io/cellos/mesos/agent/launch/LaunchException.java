package io.cellos.mesos.agent.launch;

import java.io.IOException;

/** A container can't be started; the message is for its framework. */
final class LaunchException extends IOException {
  private static final long serialVersionUID = 1;

  LaunchException(String message) {
    super(message);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
