package io.cellos.mesos.http;

import io.helidon.http.Status;

/** A request that is answered with an error. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Status status;

  /**
   * @param reason the answer's text; may be empty
   */
  public Refusal(Status status, String reason) {
    super(reason);
    this.status = status;
  }

  /** 400. */
  public static Refusal malformed(String reason) {
    return new Refusal(Status.BAD_REQUEST_400, reason);
  }

  public Status status() {
    return status;
  }
}
