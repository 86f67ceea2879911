package io.cellos.mesos.agent.container.docker;

import java.io.IOException;

/** What a Docker engine did not do, and why. */
public final class DockerException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  DockerException(String message) {
    this(message, 0);
  }

  /**
   * @param status what the engine answered
   */
  DockerException(String message, int status) {
    super(message);
    this.status = status;
  }

  DockerException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status of the engine's answer; 0 if there was none. */
  public int status() {
    return status;
  }
}
