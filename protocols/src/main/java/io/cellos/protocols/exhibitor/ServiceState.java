package io.cellos.protocols.exhibitor;

import java.util.Arrays;

/** What one server does, in Exhibitor's codes and words. */
public enum ServiceState {
  /** Not part of an ensemble yet. */
  LATENT(0, "latent"),
  DOWN(1, "down"),
  /** ZooKeeper runs without a quorum, or is still starting. */
  NOT_SERVING(2, "not serving"),
  SERVING(3, "serving");

  private final int code;
  private final String description;

  ServiceState(int code, String description) {
    this.code = code;
    this.description = description;
  }

  /** 0 to 3. */
  public int code() {
    return code;
  }

  public String description() {
    return description;
  }

  /** The state with this code; {@link #DOWN} for a code that this version does not know. */
  public static ServiceState ofCode(int code) {
    return Arrays.stream(values()).filter(s -> s.code == code).findFirst().orElse(DOWN);
  }
}
