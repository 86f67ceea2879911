package io.cellos.nucleus.membership;

import io.cellos.model.NodeId;
import java.util.Set;

/**
 * What the nucleus shall become; written by whoever keeps the group's size.
 *
 * @param size voters wanted: 1, 3, 5, 7 or 9
 * @param leaving nodes that are to be taken out before they are ended
 */
public record Goal(int size, Set<NodeId> leaving) {
  public Goal {
    leaving = leaving == null ? Set.of() : Set.copyOf(leaving);
  }
}
