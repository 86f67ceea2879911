package io.cellos.coordination;

import io.cellos.model.BootEvent;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far nodes are with booting, in the shared store: {@code status/<node>} holds one line an
 * event, {@code waiting/<node>} what the node waits for right now. Only the node itself writes.
 */
public final class BootStatus {
  private final SharedStore store;

  public BootStatus(SharedStore store) {
    this.store = store;
  }

  /** Replaces the events of this node. */
  public synchronized void write(NodeId node, List<BootEvent> events) throws IOException {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(event.toLine()).append('\n'));
    store.put("status/" + node, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The events so far, oldest first; empty for a node that has not reported. */
  public List<BootEvent> read(NodeId node) throws IOException {
    List<BootEvent> events = new ArrayList<>();
    text("status/" + node)
        .ifPresent(
            lines -> lines.lines().map(BootEvent::parse).forEach(e -> e.ifPresent(events::add)));
    return events;
  }

  /** Says what the node waits for, for people; empty when it no longer waits. */
  public void waitingFor(NodeId node, Optional<String> what) throws IOException {
    if (what.isPresent()) {
      store.put("waiting/" + node, what.get().getBytes(StandardCharsets.UTF_8));
    } else {
      store.delete("waiting/" + node);
    }
  }

  public Optional<String> waitingFor(NodeId node) throws IOException {
    return text("waiting/" + node);
  }

  /** Forgets a node that is gone. */
  public void forget(NodeId node) throws IOException {
    store.delete("status/" + node);
    store.delete("waiting/" + node);
  }

  private Optional<String> text(String key) throws IOException {
    return store.get(key).map(value -> new String(value.content(), StandardCharsets.UTF_8));
  }
}
