package io.cellos.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * A ZooKeeper client that writes without a pause, about 200 times a second, and remembers every
 * acknowledged write. It follows the ensemble as Curator's ensemble providers do: once a second it
 * asks where the ensemble is and tells its client.
 */
public final class SteadyWriter implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(4);

  private final Supplier<String> servers;
  private final Thread thread;
  private final Thread follower;
  private final List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean ending;
  private volatile String connectString = "";
  private volatile long longestStallNanos;
  private volatile long beganNanos;
  private volatile long endedNanos;

  /**
   * @param servers tells the connection string of the moment
   */
  public SteadyWriter(Supplier<String> servers) {
    this.servers = servers;
    this.thread = Thread.ofPlatform().name("steady-writer").start(this::write);
    this.follower = Thread.ofVirtual().name("steady-writer-follower").start(this::follow);
  }

  /** Asks in a thread of its own, so that a slow answer does not look like a slow ensemble. */
  private void follow() {
    try {
      while (!ending) {
        String now = servers.get();
        if (!now.isEmpty()) {
          connectString = now;
        }
        TimeUnit.MILLISECONDS.sleep(connectString.isEmpty() ? 50 : 1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String awaitConnectString() throws InterruptedException {
    while (connectString.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return connectString;
  }

  public int acknowledged() {
    return acknowledged.size();
  }

  /** The longest time between two acknowledged writes. */
  public Duration longestStall() {
    return Duration.ofNanos(longestStallNanos);
  }

  public double writesPerSecond() {
    return acknowledged.size() / ((endedNanos - beganNanos) / 1e9);
  }

  /** Forgets the longest stall so far. */
  public void resetStall() {
    longestStallNanos = 0;
  }

  private void write() {
    try (Session session = new Session(awaitConnectString())) {
      session.createIfMissing("/steady", "");
      beganNanos = System.nanoTime();
      long lastAck = beganNanos;
      for (int next = 0; !ending; next++) {
        session.createIfMissing("/steady/" + next, String.valueOf(next));
        acknowledged.add(next);
        long now = System.nanoTime();
        longestStallNanos = Math.max(longestStallNanos, now - lastAck);
        lastAck = now;
        session.follow(connectString);
        TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
      }
      endedNanos = System.nanoTime();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the writing; afterwards {@link #lost} can be asked. */
  public SteadyWriter end() throws InterruptedException {
    ending = true;
    thread.join();
    return this;
  }

  /** The acknowledged writes that do not read back from this server or ensemble. */
  public List<Integer> lost(String connectString) throws InterruptedException {
    List<Integer> lost = new ArrayList<>();
    try (Session session = new Session(connectString)) {
      session.sync("/steady");
      for (int number : List.copyOf(acknowledged)) {
        if (!String.valueOf(number).equals(session.read("/steady/" + number))) {
          lost.add(number);
        }
      }
    }
    return lost;
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
    follower.interrupt();
  }

  /** A session that is made anew when it expires, and tries again when the connection is lost. */
  private static final class Session implements AutoCloseable {
    private String servers;
    private ZooKeeper client;

    Session(String servers) {
      this.servers = servers;
      this.client = open(servers);
    }

    private static ZooKeeper open(String servers) {
      try {
        return new ZooKeeper(servers, 30_000, event -> {});
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void follow(String now) throws InterruptedException {
      if (now.equals(servers)) {
        return;
      }
      servers = now;
      try {
        client.updateServerList(now);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void createIfMissing(String path, String data) throws InterruptedException {
      call(
          zk -> {
            try {
              byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
              return zk.create(path, bytes, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
              return path; // an earlier try was carried out and its answer lost
            }
          });
    }

    String read(String path) throws InterruptedException {
      return call(
          zk -> {
            try {
              return new String(zk.getData(path, false, null), StandardCharsets.UTF_8);
            } catch (KeeperException.NoNodeException e) {
              return null;
            }
          });
    }

    void sync(String path) throws InterruptedException {
      call(
          zk -> {
            zk.sync(path);
            return path;
          });
    }

    private <T> T call(Call<T> call) throws InterruptedException {
      while (true) {
        try {
          return call.on(client);
        } catch (KeeperException.SessionExpiredException e) {
          client.close();
          client = open(servers);
        } catch (KeeperException.ConnectionLossException e) {
          TimeUnit.MILLISECONDS.sleep(10);
        } catch (KeeperException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      client.close();
    }
  }

  private interface Call<T> {
    T on(ZooKeeper client) throws KeeperException, InterruptedException;
  }
}
