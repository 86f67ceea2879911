package io.cellos.backend.testing;

import io.cellos.model.CellDescription;
import io.cellos.model.CellSpec;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cell of the fake backend; changes make a new one. */
record FakeCell(
    CellSpec spec,
    Instant created,
    List<FakeNode> nodes,
    boolean isStopped,
    List<String> snapshots) {

  static FakeCell of(CellSpec spec, Instant created, Map<String, FakeNode.Mishap> mishaps) {
    FakeCell cell = new FakeCell(spec, created, List.of(), false, new ArrayList<>());
    for (Role role : Role.values()) {
      cell = cell.scaled(role, spec.size(role), created, mishaps);
    }
    return cell;
  }

  FakeCell scaled(Role role, int size, Instant now, Map<String, FakeNode.Mishap> mishaps) {
    List<FakeNode> next = new ArrayList<>(nodes);
    next.removeIf(node -> node.role() == role && node.index() > size);
    int present = (int) next.stream().filter(node -> node.role() == role).count();
    for (int index = present + 1; index <= size; index++) {
      NodeId id = NodeId.parse("n-%08x".formatted(next.size() + 1));
      Optional<FakeNode.Mishap> mishap = Optional.ofNullable(mishaps.get(role + "-" + index));
      next.add(new FakeNode(id, role, index, now, mishap));
    }
    return new FakeCell(spec.withSize(role, size), created, next, isStopped, snapshots);
  }

  FakeCell started(Instant now) {
    List<FakeNode> again = nodes.stream().map(node -> node.againAt(now)).toList();
    return new FakeCell(spec, created, again, false, snapshots);
  }

  FakeCell stopped() {
    return new FakeCell(spec, created, nodes, true, snapshots);
  }

  String addSnapshot() {
    String name = "snapshot-" + (snapshots.size() + 1);
    snapshots.add(name);
    return name;
  }

  FakeNode node(NodeId id) {
    String last = id.value().substring(id.value().length() - 8); // the same wherever it is
    return nodes.stream()
        .filter(node -> node.id().value().endsWith(last))
        .findFirst()
        .orElseThrow();
  }

  CellDescription describe(Instant now) {
    List<CellDescription.Group> groups =
        Arrays.stream(Role.values())
            .map(role -> new CellDescription.Group(role, spec.size(role), show(role, now)))
            .toList();
    long healthy = groups.stream().mapToLong(FakeCell::healthy).sum();
    Map<String, String> gateway = new LinkedHashMap<>();
    gateway.put("zookeeper", "http://127.20.0.2:8080");
    gateway.put("mesos", "http://127.20.0.3:1"); // where nobody listens, even if a real cell runs
    gateway.put("marathon", "http://127.20.0.4:8080");
    return new CellDescription(
        spec.name().value(),
        "local",
        "local",
        "2.0.0",
        status(healthy, now),
        created,
        groups,
        List.of(
            new CellDescription.LoadBalancer(
                spec.name() + "-zookeeper",
                "http://127.20.0.2:8080",
                (int) healthy(groups.getFirst()),
                spec.size(Role.NUCLEUS))),
        gateway,
        "http://127.20.0.1:8080/");
  }

  private CellStatus status(long healthy, Instant now) {
    if (isStopped) {
      return CellStatus.STOPPED;
    }
    if (healthy == spec.totalSize()) {
      return CellStatus.RUNNING;
    }
    return now.isAfter(created.plusSeconds(50)) ? CellStatus.DEGRADED : CellStatus.CREATING;
  }

  private static long healthy(CellDescription.Group group) {
    return group.nodes().stream().filter(node -> node.health() == Health.HEALTHY).count();
  }

  private List<CellDescription.Node> show(Role role, Instant now) {
    return nodes.stream()
        .filter(node -> node.role() == role)
        .map(node -> node.show(now, isStopped))
        .toList();
  }
}
