package io.cellos.node.aws.core;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Goal;

/** What a node does for the nucleus' group. */
public sealed interface GroupEffect {
  /** Says what the nucleus shall become. */
  record SetGoal(Goal goal) implements GroupEffect {}

  /** Declares a node gone for good, with its disk. */
  record Deregister(NodeId node) implements GroupEffect {}
}
