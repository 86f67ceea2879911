package io.cellos.node.aws;

import io.cellos.coordination.SharedStore;
import io.cellos.model.NodeId;
import io.cellos.node.health.NodeHealth;
import io.cellos.node.health.NodeHealth.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How all nodes are, in the shared store: the keys {@code health/<node>/<state>}. The state is in
 * the key, so that listing the keys tells the health of a thousand nodes; the value is the detail.
 */
public final class NodeHealths {
  private static final String FOLDER = "health";

  /** While a node changes its key both are there; what is worse counts. */
  private static final List<State> WORST_FIRST =
      List.of(State.FAILED, State.UNWELL, State.BOOTING, State.READY);

  private NodeHealths() {}

  /** The state of every node that has reported one, also of nodes that have ended since. */
  public static Map<NodeId, State> read(SharedStore store) throws IOException {
    Map<NodeId, State> states = new HashMap<>();
    for (String key : store.list(FOLDER)) {
      String[] names = key.split("/");
      WORST_FIRST.stream() // what another version calls by another name is left out
          .filter(state -> state.toString().equals(names[2]))
          .forEach(state -> states.merge(NodeId.parse(names[1]), state, NodeHealths::worse));
    }
    return states;
  }

  /** What the node told about its state, for people; empty if nothing. */
  public static String detail(SharedStore store, NodeId node, State state) throws IOException {
    return store
        .get(key(node, state))
        .map(value -> new String(value.content(), StandardCharsets.UTF_8))
        .orElse("");
  }

  static void write(SharedStore store, NodeId node, NodeHealth health) throws IOException {
    String key = key(node, health.state());
    store.put(key, health.detail().getBytes(StandardCharsets.UTF_8));
    for (String old : store.list(FOLDER + "/" + node)) {
      if (!old.equals(key)) {
        store.delete(old);
      }
    }
  }

  static void forget(SharedStore store, NodeId node) throws IOException {
    for (String key : store.list(FOLDER + "/" + node)) {
      store.delete(key);
    }
  }

  private static String key(NodeId node, State state) {
    return FOLDER + "/" + node + "/" + state;
  }

  private static State worse(State one, State other) {
    return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
  }
}
