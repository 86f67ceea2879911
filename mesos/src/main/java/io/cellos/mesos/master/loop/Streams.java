package io.cellos.mesos.master.loop;

import io.cellos.base.http.Outbox;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The outboxes of one kind of client. */
public final class Streams<T> {
  private final Map<String, Outbox<T>> outboxes = new ConcurrentHashMap<>();

  /** Messages to this stream go to the outbox from now on. */
  public void open(String stream, Outbox<T> outbox) {
    outboxes.put(stream, outbox);
  }

  public void remove(String stream) {
    outboxes.remove(stream);
  }

  public boolean isOpen(String stream) {
    return outboxes.containsKey(stream);
  }

  public int count() {
    return outboxes.size();
  }

  void send(String stream, T message) {
    with(stream, outbox -> outbox.put(message));
  }

  void sendAll(T message) {
    outboxes.values().forEach(outbox -> outbox.put(message));
  }

  void finish(String stream) {
    with(stream, Outbox::finish);
  }

  void checkPace(Duration patience) {
    outboxes.values().forEach(outbox -> outbox.checkPace(patience));
  }

  void cutAll() {
    outboxes.values().forEach(Outbox::cut);
  }

  private void with(String stream, Consumer<Outbox<T>> action) {
    Outbox<T> outbox = outboxes.get(stream);
    if (outbox != null) { // else it has just gone, and the core will hear of it
      action.accept(outbox);
    }
  }
}
