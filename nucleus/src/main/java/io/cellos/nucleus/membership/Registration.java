package io.cellos.nucleus.membership;

import io.cellos.model.NodeId;
import java.time.Instant;

/**
 * A nucleus node that is there and wants to serve. It is removed only when the node is gone for
 * good; a node that restarts stays registered. So a member without a registration is dead, and may
 * be replaced without guessing from silence.
 *
 * @param host the node's address, which never changes while the node lives
 * @param registeredAt decides the order in which nodes join
 */
public record Registration(NodeId node, String host, Instant registeredAt) {}
