package io.cellos.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * A ZooKeeper client that writes all the time, some hundred times a second in four strands, and
 * remembers every acknowledged write. It follows the ensemble as Curator's ensemble providers do:
 * once a second it asks where the ensemble is and tells its client.
 */
public final class SteadyWriter implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(4);
  private static final int STRANDS = 4;

  private final Supplier<String> servers;
  private final Thread thread;
  private final Thread follower;
  private final List<Thread> strands = new CopyOnWriteArrayList<>();
  private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean ending;
  private volatile String connectString = "";
  private final AtomicLong longestStall = new AtomicLong();
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

  /** The longest time from one acknowledged write of a strand to its next. */
  public Duration longestStall() {
    return Duration.ofNanos(longestStall.get());
  }

  public double writesPerSecond() {
    return acknowledged.size() / ((endedNanos - beganNanos) / 1e9);
  }

  /** Forgets the longest stall so far. */
  public void resetStall() {
    longestStall.set(0);
  }

  private void write() {
    try (Session session = new Session(awaitConnectString())) {
      session.createIfMissing("/steady", "");
      beganNanos = System.nanoTime();
      for (int strand = 0; strand < STRANDS; strand++) {
        String prefix = strand + "-";
        strands.add(
            Thread.ofPlatform()
                .name("steady-strand-" + strand)
                .start(() -> write(session, prefix)));
      }
      for (Thread strand : strands) {
        strand.join();
      }
      endedNanos = System.nanoTime();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Session session, String prefix) {
    try {
      long lastAck = System.nanoTime();
      for (int next = 0; !ending; next++) {
        String name = prefix + next;
        session.createIfMissing("/steady/" + name, name);
        acknowledged.add(name);
        long now = System.nanoTime();
        longestStall.accumulateAndGet(now - lastAck, Math::max);
        lastAck = now;
        session.follow(connectString);
        TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
      }
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
  public List<String> lost(String connectString) throws InterruptedException {
    try (Session session = new Session(connectString)) {
      session.sync("/steady");
      return session.missing(List.copyOf(acknowledged));
    }
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
    strands.forEach(Thread::interrupt);
    follower.interrupt();
  }

  /** A session that is made anew when it expires, and tries again when the connection is lost. */
  private static final class Session implements AutoCloseable {
    private volatile String servers;
    private volatile ZooKeeper client;

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

    synchronized void follow(String now) {
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

    /** Reads all of them without waiting for one before the next; tries again until all answer. */
    List<String> missing(List<String> names) throws InterruptedException {
      Set<String> missing = ConcurrentHashMap.newKeySet();
      List<String> open = names;
      while (!open.isEmpty()) {
        Set<String> unanswered = ConcurrentHashMap.newKeySet();
        CountDownLatch answers = new CountDownLatch(open.size());
        for (String name : open) {
          client.getData(
              "/steady/" + name,
              false,
              (code, path, context, data, stat) -> {
                if (code == KeeperException.Code.NONODE.intValue()) {
                  missing.add(name);
                } else if (code != KeeperException.Code.OK.intValue()) {
                  unanswered.add(name);
                } else if (!name.equals(new String(data, StandardCharsets.UTF_8))) {
                  missing.add(name);
                }
                answers.countDown();
              },
              null);
        }
        answers.await();
        open = List.copyOf(unanswered);
      }
      return List.copyOf(missing);
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
        ZooKeeper used = client;
        try {
          return call.on(used);
        } catch (KeeperException.SessionExpiredException e) {
          renew(used);
        } catch (KeeperException.ConnectionLossException e) {
          TimeUnit.MILLISECONDS.sleep(10);
        } catch (KeeperException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private synchronized void renew(ZooKeeper expired) throws InterruptedException {
      if (client == expired) {
        expired.close();
        client = open(servers);
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
