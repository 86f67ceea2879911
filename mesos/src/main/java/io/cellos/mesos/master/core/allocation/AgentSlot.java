package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;

/** An agent as the allocator sees it. */
final class AgentSlot {
  private final boolean otherRegion;
  private Resources total;
  private Resources free;
  private boolean active;

  AgentSlot(Resources total, boolean otherRegion, boolean active) {
    this.total = total;
    this.free = total;
    this.otherRegion = otherRegion;
    this.active = active;
  }

  Resources total() {
    return total;
  }

  Resources free() {
    return free;
  }

  /** What is allocated stays allocated. */
  void total(Resources changed, Resources newFree) {
    total = changed;
    free = newFree;
  }

  boolean isActive() {
    return active;
  }

  void active(boolean whether) {
    active = whether;
  }

  /** Whether the framework may be offered something of it at all. */
  boolean suits(Wishes wishes) {
    return (wishes.gpus() || total.scalar("gpus") == 0) && (wishes.otherRegions() || !otherRegion);
  }
}
