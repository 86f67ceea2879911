package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Says how the cell is, in the words of {@code cell list}. */
final class Describer {
  private final CurrentCell cell;
  private final Fleet fleet;
  private final Balancers balancers;
  private final String statusPage;

  Describer(CurrentCell cell, Fleet fleet, Balancers balancers, String statusPage) {
    this.cell = cell;
    this.fleet = fleet;
    this.balancers = balancers;
    this.statusPage = statusPage;
  }

  CellDescription describe() {
    CellFile file = cell.get();
    List<CellDescription.Group> groups = groups(file);
    return new CellDescription(
        file.spec().name().value(),
        "local",
        "local",
        file.version(),
        status(file, groups),
        file.created(),
        groups,
        balancers.describe(),
        balancers.gateway(),
        statusPage);
  }

  /** Whether every group has just its desired nodes, all healthy. */
  static boolean isComplete(List<CellDescription.Group> groups) {
    return groups.stream()
        .allMatch(
            group ->
                group.nodes().size() == group.desired()
                    && group.nodes().stream().allMatch(Describer::isWell));
  }

  private static boolean isWell(CellDescription.Node node) {
    return node.state() == NodeState.RUNNING && node.health() == Health.HEALTHY;
  }

  private static CellStatus status(CellFile file, List<CellDescription.Group> groups) {
    if (file.stopped()) {
      return CellStatus.STOPPED;
    }
    if (!file.createdOnce()) {
      return CellStatus.CREATING; // complete too, until that is on disk
    }
    return isComplete(groups) ? CellStatus.RUNNING : CellStatus.DEGRADED;
  }

  private List<CellDescription.Group> groups(CellFile file) {
    List<CellDescription.Group> groups = new ArrayList<>();
    for (Role role : Role.values()) {
      List<CellDescription.Node> nodes = fleet.of(role).stream().map(Describer::node).toList();
      groups.add(new CellDescription.Group(role, file.spec().size(role), nodes));
    }
    return groups;
  }

  private static CellDescription.Node node(NodeStatus node) {
    return new CellDescription.Node(
        node.id(), node.file().index(), node.file().ip(), null, node.state(), node.health());
  }
}
