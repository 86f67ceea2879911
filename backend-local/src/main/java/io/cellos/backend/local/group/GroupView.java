package io.cellos.backend.local.group;

import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Goal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a plan is made from.
 *
 * @param desired the wanted size of every group
 * @param notBefore places that died again and again, and when they may be filled again
 * @param goal what the nucleus was last told to become
 * @param members the nodes of the agreed ensemble; empty before it formed
 */
public record GroupView(
    Map<Role, Integer> desired,
    List<NodeView> nodes,
    Map<Slot, Instant> notBefore,
    Optional<Goal> goal,
    Set<NodeId> members) {

  public GroupView {
    desired = Map.copyOf(desired);
    nodes = List.copyOf(nodes);
    notBefore = Map.copyOf(notBefore);
    members = Set.copyOf(members);
  }

  List<NodeView> of(Role role) {
    return nodes.stream().filter(node -> node.role() == role).toList();
  }

  boolean mayFill(Slot slot, Instant now) {
    Instant allowed = notBefore.get(slot);
    return allowed == null || !now.isBefore(allowed);
  }
}
