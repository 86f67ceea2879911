package io.cellos.coordination.zookeeper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;

/**
 * Changes that are made at once. ZooKeeper tells making a node from changing it, so it must be
 * known which keys are there; if that turns out wrong the whole is refused, and made again with
 * what was found.
 */
final class Batch {
  private final List<Change> changes;
  private final UnaryOperator<String> path;
  private final Set<String> there;

  /**
   * @param known keys of which is known that they are there; those to delete are taken to be
   */
  Batch(List<Change> changes, UnaryOperator<String> path, Set<String> known) {
    this.changes = List.copyOf(changes);
    this.path = path;
    this.there =
        changes.stream()
            .filter(change -> change instanceof Change.Delete || known.contains(change.key()))
            .map(Change::key)
            .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * What ZooKeeper is asked to do.
   *
   * @param proof a node without which all of it is refused
   */
  List<Op> ops(Optional<String> proof) {
    List<Op> ops = new ArrayList<>();
    proof.ifPresent(node -> ops.add(Op.check(node, -1)));
    for (Change change : changes) {
      String node = path.apply(change.key());
      boolean exists = there.contains(change.key());
      switch (change) {
        case Change.Put(var _, var value) ->
            ops.add(
                exists
                    ? Op.setData(node, value, -1)
                    : Op.create(node, value, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        case Change.Delete _ -> {
          if (exists) {
            ops.add(Op.delete(node, -1));
          }
        }
      }
    }
    return ops;
  }

  /** Whether it was the first operation that was refused, and not a later one. */
  static boolean isFirstRefused(KeeperException e) {
    List<OpResult> results = e.getResults();
    return results != null
        && results.getFirst() instanceof OpResult.ErrorResult first
        && first.getErr() != KeeperException.Code.OK.intValue()
        && first.getErr() != KeeperException.Code.RUNTIMEINCONSISTENCY.intValue();
  }

  List<String> keys() {
    return changes.stream().map(Change::key).toList();
  }

  /** The paths of the folders that values are put in. */
  Set<String> folders() {
    return changes.stream()
        .filter(Change.Put.class::isInstance)
        .map(change -> path.apply(change.key()))
        .map(node -> node.substring(0, node.lastIndexOf('/')))
        .collect(Collectors.toSet());
  }

  /** It was done: which of its keys are there is known. */
  void remember(Set<String> known) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put put -> known.add(put.key());
        case Change.Delete delete -> known.remove(delete.key());
      }
    }
  }

  void found(String key, boolean exists) {
    if (exists) {
      there.add(key);
    } else {
      there.remove(key);
    }
  }
}
