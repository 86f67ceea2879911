package io.cellos.mesos.agent.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.executor.Protos.Event;

/** What is still to be written to the executors that are connected. */
public final class ExecutorStreams {
  private static final int MOST_AT_ONCE = 100;

  /** One item of a stream. */
  sealed interface Item {
    record Said(Event event) implements Item {}

    /** Nothing follows. */
    record End() implements Item {}
  }

  private final Map<String, BlockingQueue<Item>> streams = new ConcurrentHashMap<>();

  /** Lost if the executor is gone. */
  public void tell(String stream, Event event) {
    put(stream, new Item.Said(event));
  }

  public void close(String stream) {
    put(stream, new Item.End());
  }

  private void put(String stream, Item item) {
    BlockingQueue<Item> queue = streams.get(stream);
    if (queue != null) {
      queue.add(item);
    }
  }

  void open(String stream) {
    streams.put(stream, new LinkedBlockingQueue<>());
  }

  void remove(String stream) {
    streams.remove(stream);
  }

  /** Waits for the next items. */
  List<Item> take(String stream) throws InterruptedException {
    BlockingQueue<Item> queue = streams.get(stream);
    List<Item> items = new ArrayList<>();
    items.add(queue.take());
    queue.drainTo(items, MOST_AT_ONCE);
    return items;
  }
}
