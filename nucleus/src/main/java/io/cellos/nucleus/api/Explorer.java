package io.cellos.nucleus.api;

import io.cellos.protocols.exhibitor.ExplorerData;
import io.cellos.protocols.exhibitor.ExplorerNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Reads ZooKeeper's tree for people, with the rights of any client. It connects to the node's own
 * server when it is first asked.
 */
final class Explorer implements AutoCloseable {
  private static final int SESSION_MILLIS = 10_000;
  private static final int CONNECT_MILLIS = 2_000;

  private final String server;
  private ZooKeeper session;

  /**
   * @param server {@code host:port}
   */
  Explorer(String server) {
    this.server = server;
  }

  /** The children, by name; one entry that says so if they can't be read. */
  List<ExplorerNode> children(String path) throws InterruptedException {
    try {
      return session().getChildren(path, false).stream()
          .sorted()
          .map(name -> ExplorerNode.child(path, name))
          .toList();
    } catch (KeeperException | IOException | IllegalArgumentException e) {
      forgetIfBroken(e);
      return List.of(ExplorerNode.unreadable());
    }
  }

  ExplorerData data(String path) throws InterruptedException {
    try {
      Stat stat = new Stat();
      byte[] content = session().getData(path, false, stat);
      return ExplorerData.of(content == null ? new byte[0] : content, inWords(stat));
    } catch (KeeperException.NoNodeException | IllegalArgumentException e) {
      return ExplorerData.notFound();
    } catch (KeeperException | IOException e) {
      forgetIfBroken(e);
      return ExplorerData.failed(e.getMessage());
    }
  }

  private static String inWords(Stat stat) {
    return "czxid: %d, mzxid: %d, ctime: %d, mtime: %d, version: %d, cversion: %d, aversion: %d,"
            .formatted(
                stat.getCzxid(),
                stat.getMzxid(),
                stat.getCtime(),
                stat.getMtime(),
                stat.getVersion(),
                stat.getCversion(),
                stat.getAversion())
        + " ephemeralOwner: %d, dataLength: %d, numChildren: %d, pzxid: %d"
            .formatted(
                stat.getEphemeralOwner(),
                stat.getDataLength(),
                stat.getNumChildren(),
                stat.getPzxid());
  }

  private synchronized ZooKeeper session() throws IOException, InterruptedException {
    if (session == null) {
      CountDownLatch connected = new CountDownLatch(1);
      ZooKeeper fresh =
          new ZooKeeper(
              server,
              SESSION_MILLIS,
              event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                  connected.countDown();
                }
              });
      if (!connected.await(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
        fresh.close(CONNECT_MILLIS);
        throw new IOException("ZooKeeper does not serve here");
      }
      session = fresh;
    }
    return session;
  }

  private void forgetIfBroken(Exception e) {
    if (e instanceof KeeperException.ConnectionLossException
        || e instanceof KeeperException.SessionExpiredException) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (session != null) {
        session.close(CONNECT_MILLIS);
        session = null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
