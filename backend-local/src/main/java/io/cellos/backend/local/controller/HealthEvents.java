package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.model.Health;
import java.io.IOException;

/** Notes what health checks change: as events, and that a node's disk holds data from now on. */
final class HealthEvents {
  private final CellHome cell;
  private final Fleet fleet;
  private final EventLog events;

  HealthEvents(CellHome cell, Fleet fleet, EventLog events) {
    this.cell = cell;
    this.fleet = fleet;
    this.events = events;
  }

  void changed(NodeStatus before, NodeStatus after) {
    if (after.life() == Life.READY && before.life() != Life.READY) {
      events.add(after.label(), "is ready");
      remember(after);
    } else if (after.life() == Life.FAILED && before.life() != Life.FAILED) {
      events.add(after.label(), "failed to boot", after.detail());
    } else if (after.life() == Life.READY && after.health() == Health.HEALTHY) {
      events.add(after.label(), "is healthy");
    } else if (after.life() == Life.READY && after.health() == Health.UNHEALTHY) {
      events.add(after.label(), "is unhealthy", after.detail());
    }
  }

  private void remember(NodeStatus ready) {
    if (ready.file().served()) {
      return;
    }
    NodeFile file = ready.file().asServed();
    try {
      file.write(cell);
    } catch (IOException e) {
      events.add(ready.label(), "node.json can't be written", String.valueOf(e.getMessage()));
    }
    fleet.update(
        file.id(),
        node ->
            file.process().equals(node.file().process())
                ? node.with(node.file().asServed())
                : node);
  }
}
