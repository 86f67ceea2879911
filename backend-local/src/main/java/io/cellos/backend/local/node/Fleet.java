package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The nodes of the cell as the controller knows them; safe for threads. */
public final class Fleet {
  private static final Comparator<NodeStatus> ORDER =
      Comparator.<NodeStatus, Role>comparing(node -> node.file().role())
          .thenComparing(node -> node.file().index())
          .thenComparing(node -> node.file().created())
          .thenComparing(NodeStatus::id);

  private final ConcurrentHashMap<NodeId, NodeStatus> nodes = new ConcurrentHashMap<>();
  private final Runnable changed;

  /**
   * @param changed called after every change of a node's life, from any thread; must be quick
   */
  public Fleet(Runnable changed) {
    this.changed = changed;
  }

  public void put(NodeStatus node) {
    nodes.put(node.id(), node);
    changed.run();
  }

  public Optional<NodeStatus> get(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** Changes a node if it is still there; returns it as it is then. */
  public Optional<NodeStatus> update(NodeId id, UnaryOperator<NodeStatus> change) {
    NodeStatus before = nodes.get(id);
    NodeStatus after = nodes.computeIfPresent(id, (key, node) -> change.apply(node));
    if (before != null && after != null && before.life() != after.life()) {
      changed.run();
    }
    return Optional.ofNullable(after);
  }

  /** Changes a node only while it still runs this very process. */
  public Optional<NodeStatus> update(
      NodeFile seen, ProcessRef process, UnaryOperator<NodeStatus> change) {
    return update(
        seen.id(), node -> process.equals(node.file().process()) ? change.apply(node) : node);
  }

  public void remove(NodeId id) {
    nodes.remove(id);
    changed.run();
  }

  /** By role, index and age. */
  public List<NodeStatus> all() {
    return nodes.values().stream().sorted(ORDER).toList();
  }

  public List<NodeStatus> of(Role role) {
    return all().stream().filter(node -> node.file().role() == role).toList();
  }
}
