package io.cellos.backend;

import io.cellos.model.BootEvent;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.util.List;
import java.util.Optional;

/**
 * One node's way through its boot.
 *
 * @param events oldest first
 * @param waitingFor what the node says it waits for right now
 */
public record NodeTimeline(
    Role role, CellDescription.Node node, List<BootEvent> events, Optional<String> waitingFor) {

  /** The name people use for the node, for example {@code nucleus-1}. */
  public String label() {
    return role + "-" + node.index();
  }
}
