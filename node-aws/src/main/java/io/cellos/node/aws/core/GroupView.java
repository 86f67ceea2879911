package io.cellos.node.aws.core;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import java.util.Optional;
import java.util.Set;

/**
 * The nucleus' Auto Scaling group and the ensemble, as one node of it sees them at one moment.
 *
 * @param leads whether this node's ZooKeeper leads the ensemble
 * @param desired how many instances the group shall have
 * @param staying instances that the group has and keeps, also those that only start
 * @param leaving instances that the group takes out: terminating, detaching, in standby
 * @param goal what the nucleus shall become as of now
 * @param record the agreed ensemble; empty before it formed
 * @param registered nodes that said they are there and whom nobody declared gone
 * @param gone those of the registered that Auto Scaling does not know at all
 */
public record GroupView(
    NodeId self,
    boolean leads,
    int desired,
    Set<NodeId> staying,
    Set<NodeId> leaving,
    Optional<Goal> goal,
    Optional<Ensemble> record,
    Set<NodeId> registered,
    Set<NodeId> gone) {
  public GroupView {
    staying = Set.copyOf(staying);
    leaving = Set.copyOf(leaving);
    registered = Set.copyOf(registered);
    gone = Set.copyOf(gone);
  }
}
