package io.cellos.protocols.exhibitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One entry of {@code /cluster/status}; code and description are a {@link ServiceState}'s. */
public record ServerStatus(
    int code, String description, String hostname, @JsonProperty("isLeader") boolean leader) {

  public static ServerStatus of(ServiceState state, String hostname, boolean leader) {
    return new ServerStatus(state.code(), state.description(), hostname, leader);
  }

  /** Whether it serves clients; it may or may not lead. */
  public boolean serving() {
    return code == ServiceState.SERVING.code();
  }
}
