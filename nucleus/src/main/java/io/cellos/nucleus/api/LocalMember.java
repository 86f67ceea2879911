package io.cellos.nucleus.api;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.protocols.exhibitor.ServerState;
import java.util.Optional;

/** What the REST tells about this node. */
public interface LocalMember {
  /** The node's own address. */
  String host();

  ServerState state();

  /** The agreed ensemble as last read; empty before it formed. */
  Optional<Ensemble> ensemble();

  /** Whether ZooKeeper serves here as a voting member. */
  boolean isServing();
}
