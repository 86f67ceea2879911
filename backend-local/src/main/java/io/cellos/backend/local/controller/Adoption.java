package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.HealthMonitor;
import io.cellos.backend.local.node.NodeProcesses;
import io.cellos.backend.local.node.NodeStatus;
import java.io.IOException;

/**
 * What a new controller does about the nodes an earlier one left: those that run it takes over, the
 * others it will start again as they were.
 */
final class Adoption {
  private Adoption() {}

  static void adopt(
      CellHome cell,
      Fleet fleet,
      NodeProcesses processes,
      HealthMonitor health,
      EffectRunner runner,
      EventLog events)
      throws IOException {
    NodeFile.Found found = NodeFile.readAll(cell);
    found.damages().forEach(damage -> events.add("controller", damage));
    for (NodeFile node : found.nodes()) {
      if (processes.isLeaving(node)) {
        NodeStatus leaving = NodeStatus.of(node, Life.ENDING);
        fleet.put(leaving);
        runner.resumeLeaving(leaving);
      } else if (node.process() != null && node.process().isAlive()) {
        fleet.put(NodeStatus.of(node, node.served() ? Life.READY : Life.BOOTING));
        health.watch(node);
        events.add(node.label(), "found running (" + node.id() + ", " + node.ip() + ")");
      } else {
        // an earlier controller may have been killed between starting it and writing that down
        processes.killPrograms(node);
        fleet.put(NodeStatus.of(node, Life.RESUMING));
      }
    }
  }
}
