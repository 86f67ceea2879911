package io.cellos.backend.aws.change;

import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Lets nobody take a node out of a nucleus that needs each of them. */
final class NucleusCheck {
  private NucleusCheck() {}

  /**
   * Nodes that already leave do not count.
   *
   * @param what after "can't", for example {@code shrink the nucleus}
   * @return the nucleus, whose nodes are all healthy
   * @throws CellException naming those that are not
   */
  static CellDescription.Group nucleus(CellDescription cell, String what) {
    CellDescription.Group nucleus =
        cell.groups().stream()
            .filter(group -> group.role() == Role.NUCLEUS)
            .findFirst()
            .orElseThrow();
    List<String> unwell =
        new ArrayList<>(
            nucleus.nodes().stream()
                .filter(
                    node -> node.state() != NodeState.STOPPING && node.state() != NodeState.STOPPED)
                .filter(
                    node -> node.state() != NodeState.RUNNING || node.health() != Health.HEALTHY)
                .map(
                    node ->
                        "nucleus-%d is %s, health %s"
                            .formatted(node.index(), node.state(), node.health()))
                .toList());
    long staying =
        nucleus.nodes().stream()
            .filter(node -> node.state() != NodeState.STOPPING && node.state() != NodeState.STOPPED)
            .count();
    if (staying < nucleus.desired()) {
      unwell.add("only %d of %d nodes are there".formatted(staying, nucleus.desired()));
    }
    if (!unwell.isEmpty()) {
      throw CellException.failed(
          "can't %s of cell %s while a node of it is not healthy, or the ensemble may lose its majority: %s"
              .formatted(what, cell.cell(), String.join("; ", unwell)),
          "wait until it is, or see what it lacks: cell list " + cell.cell());
    }
    return nucleus;
  }
}
