package io.cellos.node.aws;

import io.cellos.base.time.Deadline;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.SharedStore;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nodes that are gone left in the shared store. Most ended without a chance to tidy up, and
 * with nodes that come and go their keys would only ever grow.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final SharedStore store;
  private final InstanceGroup group;
  private Deadline next = Deadline.in(EVERY);

  Leftovers(SharedStore store, InstanceGroup group) {
    this.store = store;
    this.group = group;
  }

  void sweepNowAndThen() throws IOException {
    if (next.isPast()) {
      next = Deadline.in(EVERY);
      sweep();
    }
  }

  /** Forgets every node that no Auto Scaling group has. */
  void sweep() throws IOException {
    Set<NodeId> gone = new HashSet<>(NodeHealths.read(store).keySet());
    gone.removeAll(group.known(gone));
    for (NodeId node : gone) {
      forget(node);
      LOG.info("{} is gone and forgotten", node);
    }
  }

  void forget(NodeId node) throws IOException {
    new BootStatus(store).forget(node);
    NodeHealths.forget(store, node);
  }
}
