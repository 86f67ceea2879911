package io.cellos.cli.input;

import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the nodes that somebody means in a cell as it is now. */
public final class ChosenNodes {
  private ChosenNodes() {}

  /** A node with the name people use for it, such as {@code nucleus-1}. */
  public record Named(String label, int index, NodeId id) {}

  /**
   * @return at least one node
   * @throws CellException if there is no such node, or none is healthy where a healthy one is meant
   */
  public static List<Named> find(CellDescription cell, Role role, NodeChoice choice) {
    List<CellDescription.Node> nodes =
        cell.groups().stream()
            .filter(group -> group.role() == role)
            .flatMap(group -> group.nodes().stream())
            .toList();
    if (nodes.isEmpty()) {
      throw CellException.failed(
          "cell " + cell.cell() + " has no " + role + " nodes",
          "cell scale " + cell.cell() + " " + role + " 1");
    }
    List<Named> found =
        switch (choice) {
          case NodeChoice.All all -> named(role, nodes);
          case NodeChoice.FirstHealthy first -> List.of(firstHealthy(cell, role, nodes));
          case NodeChoice.Numbered(int index) ->
              named(role, nodes.stream().filter(node -> node.index() == index).toList());
        };
    if (found.isEmpty()) {
      String names =
          named(role, nodes).stream().map(Named::label).collect(Collectors.joining(", "));
      throw CellException.failed(
          "cell " + cell.cell() + " has no such " + role + " node: it has " + names,
          "cell list " + cell.cell());
    }
    return found;
  }

  private static Named firstHealthy(
      CellDescription cell, Role role, List<CellDescription.Node> nodes) {
    List<CellDescription.Node> healthy =
        nodes.stream().filter(node -> node.health() == Health.HEALTHY).limit(1).toList();
    if (healthy.isEmpty()) {
      throw CellException.failed(
          "no " + role + " node of cell " + cell.cell() + " is healthy",
          "see what they do with: cell list %s, or name one by its index".formatted(cell.cell()));
    }
    return named(role, healthy).getFirst();
  }

  private static List<Named> named(Role role, List<CellDescription.Node> nodes) {
    return nodes.stream()
        .map(node -> new Named(role + "-" + node.index(), node.index(), node.id()))
        .toList();
  }
}
