package io.cellos.backend.local.group;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Goal;

/**
 * Something to be done. The effects of one plan are begun in their order; the goal comes first, so
 * that a nucleus node never starts without one. Each ends by itself, and planning again while it
 * goes on does not ask for it a second time.
 */
public sealed interface Effect {
  /** Tell the nucleus what it shall become. */
  record SetGoal(Goal goal) implements Effect {}

  /** Start a new node in this place. */
  record Launch(Slot slot) implements Effect {}

  /** Kill what is left of the node's processes and start it again with its files. */
  record Restart(NodeId node, String why) implements Effect {}

  /**
   * Have the node's tasks ended in order, which may take a while, then retire it. Once begun it is
   * not called off: a group that grows again gets a new node.
   */
  record Leave(NodeId node, String why) implements Effect {}

  /** End the node for good: its processes, then its registration, then its files. */
  record Retire(NodeId node, String why) implements Effect {}
}
