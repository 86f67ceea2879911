package io.cellos.coordination.zookeeper;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Loop;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with ZooKeeper. It follows its source: when the servers change, the session moves to
 * them and stays the same. When it is lost a new one begins by itself.
 */
public final class ZooKeeperSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperSession.class);

  /** A leader that is gone is noticed after this long, and a server may be silent for as long. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration FOLLOW = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final int RETRY_MILLIS = 200;
  private static final int CLOSE_MILLIS = 1000;

  /** Lists of many thousand names are answers of some megabytes. */
  private static final String MOST_BYTES = Integer.toString(64 << 20);

  private final ZkSource source;
  private final String path;
  private final Servers servers;
  private final CuratorFramework curator;
  private final Duration patience;
  private final List<Consumer<SessionState>> listeners = new CopyOnWriteArrayList<>();
  private final Closer closer = new Closer();
  private volatile SessionState state = SessionState.CONNECTING;

  private ZooKeeperSession(ZkSource source, ZkUrl url, Duration timeout) {
    this.source = source;
    this.path = url.path();
    this.servers = new Servers(url.servers());
    this.patience = timeout.multipliedBy(2);
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.JUTE_MAXBUFFER, MOST_BYTES);
    this.curator =
        CuratorFrameworkFactory.builder()
            .ensembleProvider(servers)
            .ensembleTracker(false) // the source says who they are
            .sessionTimeoutMs(Math.toIntExact(timeout.toMillis()))
            .connectionTimeoutMs(Math.toIntExact(timeout.toMillis()))
            .retryPolicy(new RetryForever(RETRY_MILLIS))
            .maxCloseWaitMs(CLOSE_MILLIS)
            .waitForShutdownTimeoutMs(CLOSE_MILLIS)
            .zkClientConfig(config)
            .build();
  }

  /**
   * Begins a session and returns at once; whether ZooKeeper answers shows later.
   *
   * @param timeout how long it outlives its holder
   * @throws IOException if the source can't be read
   */
  public static ZooKeeperSession open(ZkSource source, Duration timeout) throws IOException {
    ZooKeeperSession session = new ZooKeeperSession(source, source.now(), timeout);
    session.begin();
    return session;
  }

  private void begin() {
    curator.getConnectionStateListenable().addListener((client, change) -> changed(change));
    curator.start();
    closer.add(curator);
    if (source instanceof ZkSource.InFile) {
      closer.add(Loop.start("zookeeper-servers", this::follow));
    }
  }

  /** The path of the source's URL, under which everything of this session's user is. */
  public String path() {
    return path;
  }

  /** The path of something below it. */
  public String below(String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  public SessionState state() {
    return state;
  }

  /**
   * Calls the listener at each change of the state, in order and one at a time. It must not wait
   * for ZooKeeper.
   */
  public void onChange(Consumer<SessionState> listener) {
    listeners.add(listener);
  }

  /** Waits until it is connected; returns whether it is. */
  public boolean awaitConnected(Duration patience) throws InterruptedException {
    return curator.blockUntilConnected(Math.toIntExact(patience.toMillis()), TimeUnit.MILLISECONDS);
  }

  private void changed(ConnectionState change) {
    state =
        switch (change) {
          case CONNECTED, RECONNECTED, READ_ONLY -> SessionState.CONNECTED;
          case SUSPENDED -> SessionState.SUSPENDED;
          case LOST -> SessionState.LOST;
        };
    LOG.info("session with ZooKeeper: {}", state);
    listeners.forEach(listener -> listener.accept(state));
  }

  private Duration follow() throws IOException {
    String now = source.now().servers();
    if (!now.equals(servers.getConnectionString())) {
      LOG.info("ZooKeeper's servers are {}", now);
      servers.setConnectionString(now);
      handle().updateServerList(now);
    }
    return FOLLOW;
  }

  /** One piece of work with ZooKeeper. */
  @FunctionalInterface
  interface Work<T> {
    T with(ZooKeeper zookeeper) throws KeeperException, InterruptedException;
  }

  /**
   * Does the work, again while the connection fails: it must be such that doing it twice does no
   * harm.
   *
   * @throws IOException if no server answers for two session timeouts
   * @throws KeeperException if ZooKeeper refuses it
   */
  <T> T repeat(Work<T> work) throws IOException, KeeperException, InterruptedException {
    Deadline deadline = Deadline.in(patience);
    while (true) {
      try {
        return work.with(handle());
      } catch (KeeperException.ConnectionLossException
          | KeeperException.SessionExpiredException
          | KeeperException.OperationTimeoutException e) {
        if (deadline.isPast()) {
          throw new IOException("ZooKeeper does not answer at " + servers.getConnectionString(), e);
        }
        awaitConnected(min(deadline.remaining()));
        TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
      }
    }
  }

  /**
   * Makes the node of the path and those above it where they are missing.
   *
   * @throws IOException if ZooKeeper does not answer
   */
  void makePath(String absolute) throws IOException, InterruptedException {
    try {
      if (repeat(zookeeper -> zookeeper.exists(absolute, false)) != null) {
        return;
      }
      int end = absolute.indexOf('/', 1);
      while (end > 0) {
        makeNode(absolute.substring(0, end));
        end = absolute.indexOf('/', end + 1);
      }
      makeNode(absolute);
    } catch (KeeperException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void makeNode(String absolute) throws IOException, KeeperException, InterruptedException {
    try {
      repeat(
          zookeeper ->
              zookeeper.create(
                  absolute, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
    } catch (KeeperException.NodeExistsException e) {
      LOG.debug("{} is there", absolute);
    }
  }

  private static Duration min(Duration left) {
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1);
  }

  /** The handle of the session as it is now. */
  ZooKeeper handle() throws IOException {
    try {
      return curator.getZookeeperClient().getZooKeeper();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (Exception e) { // so Curator declares it
      throw new IOException("no session with ZooKeeper: " + e.getMessage(), e);
    }
  }

  /** Ends the session: what it claimed is free at once. */
  @Override
  public void close() {
    closer.close();
  }
}
