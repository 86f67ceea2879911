package io.cellos.protocols.mesos;

import io.cellos.base.http.HttpStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * Events of an open answer, read by a virtual thread of its own: only such a one can be got out of
 * a read at any time.
 */
final class EventStream implements AutoCloseable {
  /** Offers of thousands of agents come as one event. */
  private static final int MAX_EVENT = 256 << 20;

  /** Who reads slower than that lets the master wait. */
  private static final int AHEAD = 1000;

  /** Connects, in the thread that reads. */
  interface Connect {
    Endpoint.OpenAnswer open() throws IOException;
  }

  private sealed interface Item {
    record Next(Event event) implements Item {}

    record End(IOException failure) implements Item {}
  }

  private final Wire wire;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(AHEAD);
  private final CompletableFuture<Endpoint.OpenAnswer> begun = new CompletableFuture<>();
  private volatile boolean closed;
  private volatile Item.End end;
  private Thread reader;

  EventStream(Wire wire) {
    this.wire = wire;
  }

  void start(Connect connect) {
    reader = Thread.ofVirtual().name("mesos-events").start(() -> run(connect));
  }

  /** Done once the answer has begun; failed if there is none. */
  CompletableFuture<Endpoint.OpenAnswer> begun() {
    return begun;
  }

  URI from() {
    return begun.join().from();
  }

  String streamId() {
    return begun.join().http().header("Mesos-Stream-Id").orElse("");
  }

  private void run(Connect connect) {
    Item.End last = new Item.End(null);
    try {
      Endpoint.OpenAnswer answer = connect.open();
      try (HttpStream http = answer.http()) {
        begun.complete(answer);
        read(http);
      }
    } catch (IOException e) {
      begun.completeExceptionally(e);
      last = new Item.End(e);
    } catch (RuntimeException e) {
      begun.completeExceptionally(e);
      last = new Item.End(new IOException("reading events failed", e));
    } catch (InterruptedException e) {
      last = new Item.End(new InterruptedIOException("closed"));
    }
    end = last;
    items.offer(last); // for who waits; if there is no room, nobody does
  }

  private void read(HttpStream http) throws IOException, InterruptedException {
    RecordIo.Reader records = new RecordIo.Reader(http.body(), MAX_EVENT);
    for (byte[] record = records.next(); record != null; record = records.next()) {
      Event.Builder event = Event.newBuilder();
      wire.read(record, event);
      items.put(new Item.Next(event.build()));
    }
  }

  Event next() throws IOException, InterruptedException {
    if (closed) {
      return null;
    }
    Item item = items.isEmpty() && end != null ? end : items.take();
    return switch (item) {
      case Item.Next(Event event) -> event;
      case Item.End(IOException failure) -> {
        if (failure == null || closed) {
          yield null;
        }
        throw failure;
      }
    };
  }

  /** Who waits for an event hears of the end. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }
}
