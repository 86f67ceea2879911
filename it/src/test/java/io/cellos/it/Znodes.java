package io.cellos.it;

import java.io.IOException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** A short-lived client. */
final class Znodes implements AutoCloseable {
  private final ZooKeeper client;

  Znodes(String servers) throws IOException {
    client = new ZooKeeper(servers, 30_000, event -> {});
  }

  void create(String path) throws KeeperException, InterruptedException {
    client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  boolean exists(String path) throws KeeperException, InterruptedException {
    return client.exists(path, false) != null;
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
  }
}
