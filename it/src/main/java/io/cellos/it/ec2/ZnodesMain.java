package io.cellos.it.ec2;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * A ZooKeeper client for namespaces that the test's own JVM is not in: {@code write CONNECT COUNT}
 * adds so many nodes below {@code /test}, {@code count CONNECT} prints how many a server has.
 */
public final class ZnodesMain {
  private static final int SESSION_MILLIS = 10_000;
  private static final int PATIENCE_SECONDS = 60;

  private ZnodesMain() {}

  /** Ends with a stack trace and a status other than 0 if it can't. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, KeeperException {
    CountDownLatch connected = new CountDownLatch(1);
    try (ZooKeeper client =
        new ZooKeeper(
            arguments[1],
            SESSION_MILLIS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            })) {
      if (!connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no server of " + arguments[1] + " answers");
      }
      if (arguments[0].equals("write")) {
        write(client, Integer.parseInt(arguments[2]));
      } else {
        System.out.println(client.getChildren("/test", false).size());
      }
    }
  }

  private static void write(ZooKeeper client, int count)
      throws InterruptedException, KeeperException {
    if (client.exists("/test", false) == null) {
      client.create("/test", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
    for (int i = 0; i < count; i++) {
      client.create(
          "/test/n-", new byte[8], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
    }
  }
}
