package io.cellos.node.aws;

import io.cellos.base.lifecycle.Loop;
import io.cellos.coordination.SharedStore;
import io.cellos.model.NodeId;
import io.cellos.node.health.NodeHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells the shared store how this node is, whenever that changes. */
final class HealthReporter implements Loop.Work {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final NodeId node;
  private final Supplier<NodeHealth> health;
  private final SharedStore store;
  private NodeHealth.State told;

  HealthReporter(NodeId node, Supplier<NodeHealth> health, SharedStore store) {
    this.node = node;
    this.health = health;
    this.store = store;
  }

  @Override
  public Duration once() throws IOException {
    NodeHealth now = health.get();
    if (now.state() != told) {
      NodeHealths.write(store, node, now);
      told = now.state();
    }
    return PAUSE;
  }
}
