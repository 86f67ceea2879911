package io.cellos.cli.output;

import io.cellos.cli.output.Table.Cell;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The groups of a cell with their nodes. Of a big group those come first that are not well, and not
 * all of the others: JSON and YAML have them all.
 */
final class NodeTable {
  /** As many nodes of a group as are shown without being asked for. */
  static final int MOST = 50;

  private final CellDescription cell;
  private final boolean anyPublic;

  private NodeTable(CellDescription cell) {
    this.cell = cell;
    this.anyPublic =
        cell.groups().stream()
            .flatMap(group -> group.nodes().stream())
            .anyMatch(node -> node.publicIp() != null);
  }

  static List<Line> lines(CellDescription cell) {
    return new NodeTable(cell).lines();
  }

  private List<Line> lines() {
    Table table =
        new Table(
            anyPublic
                ? new String[] {
                  "GROUP", "SIZE", "NODE", "ID", "ADDRESS", "PUBLIC", "STATE", "HEALTH"
                }
                : new String[] {"GROUP", "SIZE", "NODE", "ID", "ADDRESS", "STATE", "HEALTH"});
    List<Line> hidden = new ArrayList<>();
    for (CellDescription.Group group : cell.groups()) {
      List<CellDescription.Node> shown = shown(group);
      if (shown.isEmpty()) {
        table.row(cells(Cell.of(group.role().toString()), Cell.of(size(group)), dashes()));
      }
      for (CellDescription.Node node : shown) {
        boolean first = node.equals(shown.getFirst());
        String role = group.role().toString();
        table.row(
            cells(
                Cell.of(first ? role : ""),
                Cell.of(first ? size(group) : ""),
                about(role + "-" + node.index(), node)));
      }
      if (shown.size() < group.nodes().size()) {
        hidden.add(more(group, shown.size()));
      }
    }
    return Stream.concat(table.lines().stream(), hidden.stream()).toList();
  }

  private static List<CellDescription.Node> shown(CellDescription.Group group) {
    if (group.nodes().size() <= MOST) {
      return group.nodes();
    }
    return group.nodes().stream()
        .sorted(Comparator.comparing(NodeTable::isWell))
        .limit(MOST)
        .toList();
  }

  private static boolean isWell(CellDescription.Node node) {
    return node.state() == NodeState.RUNNING && node.health() == Health.HEALTHY;
  }

  private static Line more(CellDescription.Group group, int shown) {
    return Line.of(
        "… and %d more of %s, those that are not well come first; -o json shows all"
            .formatted(group.nodes().size() - shown, group.role()));
  }

  private static String size(CellDescription.Group group) {
    long healthy = group.nodes().stream().filter(n -> n.health() == Health.HEALTHY).count();
    return healthy + "/" + group.desired();
  }

  private List<Cell> about(String label, CellDescription.Node node) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(label));
    cells.add(Cell.of(node.id().value()));
    cells.add(Cell.of(orDash(node.privateIp())));
    if (anyPublic) {
      cells.add(Cell.of(orDash(node.publicIp())));
    }
    cells.add(Cell.of(node.state().toString(), Colours.of(node.state())));
    cells.add(Cell.of(node.health().toString(), Colours.of(node.health())));
    return cells;
  }

  /** Nodes that are just being made have no address yet. */
  private static String orDash(String address) {
    return address == null ? "-" : address;
  }

  private List<Cell> dashes() {
    return Stream.generate(() -> Cell.of("-")).limit(anyPublic ? 6 : 5).toList();
  }

  private static List<Cell> cells(Cell role, Cell size, List<Cell> node) {
    List<Cell> row = new ArrayList<>(List.of(role, size));
    row.addAll(node);
    return row;
  }
}
