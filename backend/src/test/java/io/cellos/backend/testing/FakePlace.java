package io.cellos.backend.testing;

import io.cellos.backend.Tempo;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the fake cells are; on EC2 nodes have longer ids, and nothing serves a status page.
 *
 * @param open public addresses by node
 */
record FakePlace(
    String backend, String region, Tempo tempo, boolean isFailed, Map<String, String> open) {
  static final FakePlace LOCAL = new FakePlace("local", "local", Tempo.OF_THIS_MACHINE);

  FakePlace(String backend, String region, Tempo tempo) {
    this(backend, region, tempo, false, Map.of());
  }

  FakePlace withFailure() {
    return new FakePlace(backend, region, tempo, true, open);
  }

  FakePlace withPublic(String label, String address) {
    return new FakePlace(backend, region, tempo, isFailed, Map.of(label, address));
  }

  /**
   * @param gateway of services that are elsewhere than the cell thinks
   */
  CellDescription put(CellDescription cell, Map<String, String> gateway) {
    Map<String, String> services = new LinkedHashMap<>(cell.gateway());
    services.putAll(gateway);
    services.values().removeIf(String::isEmpty);
    boolean local = backend.equals("local");
    return new CellDescription(
        cell.cell(),
        backend,
        region,
        cell.version(),
        isFailed ? CellStatus.FAILED : cell.status(),
        cell.created(),
        local ? cell.groups() : cell.groups().stream().map(this::put).toList(),
        cell.loadBalancers(),
        services,
        local ? cell.statusPage() : null);
  }

  private CellDescription.Group put(CellDescription.Group group) {
    List<CellDescription.Node> nodes =
        group.nodes().stream().map(node -> put(node, group.role() + "-" + node.index())).toList();
    return new CellDescription.Group(group.role(), group.desired(), nodes);
  }

  private CellDescription.Node put(CellDescription.Node node, String label) {
    return new CellDescription.Node(
        instance(node.id()),
        node.index(),
        node.privateIp(),
        open.get(label),
        node.state(),
        node.health());
  }

  /** {@code n-0000000a} as {@code i-0123456780000000a}. */
  private static NodeId instance(NodeId id) {
    return NodeId.parse("i-012345678" + id.value().substring(2));
  }
}
