package io.cellos.nucleus.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * A client that writes all the time and remembers what was acknowledged. It repeats a write whose
 * outcome it does not know, as a careful client does.
 */
public final class Writer implements AutoCloseable {
  private static final int SESSION_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 3;
  private static final long FOLLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String name;
  private final Map<String, String> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicLong longestStallNanos = new AtomicLong();
  private final Servers servers;
  private final Thread thread;
  private final ZooKeeper session;
  private String known;
  private long lookAgain;
  private volatile boolean closed;

  private Writer(String name, Servers servers) throws IOException {
    this.name = name;
    this.servers = servers;
    this.known = servers.now();
    this.session = new ZooKeeper(known, SESSION_MILLIS, event -> {});
    this.thread = Thread.ofPlatform().daemon().name("writer-" + name).unstarted(this::run);
  }

  /** Where the servers are now, {@code host:port,host:port}. */
  public interface Servers {
    String now() throws IOException;
  }

  /**
   * Begins to write to these servers, whether they run already or not, and follows their changes as
   * a configuration watcher does.
   */
  public static Writer start(String name, Servers servers) throws IOException {
    Writer writer = new Writer(name, servers);
    writer.thread.start();
    return writer;
  }

  public Map<String, String> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** The longest time between two acknowledgements. */
  public Duration longestStall() {
    return Duration.ofNanos(longestStallNanos.get());
  }

  private void run() {
    try {
      long last = 0;
      for (int i = 0; !closed; i++) {
        write("/" + name + "-" + i, "value of " + i);
        long now = System.nanoTime();
        if (last != 0) {
          longestStallNanos.accumulateAndGet(now - last, Math::max);
        }
        last = now;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true; // only close() interrupts
    }
  }

  private void write(String path, String value) throws InterruptedException {
    while (!closed) {
      try {
        follow();
        session.create(
            path,
            value.getBytes(StandardCharsets.UTF_8),
            ZooDefs.Ids.OPEN_ACL_UNSAFE,
            CreateMode.PERSISTENT);
        acknowledged.put(path, value);
        return;
      } catch (KeeperException.NodeExistsException e) {
        acknowledged.put(path, value); // an earlier try had succeeded
        return;
      } catch (KeeperException.ConnectionLossException e) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (KeeperException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void follow() throws IOException {
    if (System.nanoTime() - lookAgain > 0) {
      lookAgain = System.nanoTime() + FOLLOW_NANOS;
      String now = servers.now();
      if (!now.equals(known)) {
        session.updateServerList(now);
        known = now;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    session.close(1000);
  }
}
