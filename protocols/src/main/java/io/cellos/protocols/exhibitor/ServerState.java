package io.cellos.protocols.exhibitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Answer of {@code /cluster/state}: what this one server does.
 *
 * @param state code of a {@link ServiceState}
 */
public record ServerState(
    Switches switches, int state, String description, @JsonProperty("isLeader") boolean leader) {

  /** Exhibitor's switches of automatic work; a cell has them always on. */
  public record Switches(boolean restarts, boolean cleanup, boolean backups) {
    public static final Switches ON = new Switches(true, true, true);
  }

  public static ServerState of(ServiceState state, boolean leader) {
    return new ServerState(Switches.ON, state.code(), state.description(), leader);
  }
}
