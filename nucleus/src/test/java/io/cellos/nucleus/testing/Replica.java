package io.cellos.nucleus.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** A session with one server and no other. */
public final class Replica implements AutoCloseable {
  private final ZooKeeper session;

  private Replica(ZooKeeper session) {
    this.session = session;
  }

  public static Replica connect(String host, Duration patience)
      throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper session =
        new ZooKeeper(
            host + ":2181",
            10_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      session.close(1000);
      throw new IOException(host + " accepts no session");
    }
    return new Replica(session);
  }

  /** Everything under the root as this server has it, after it has caught up with the leader. */
  public Map<String, String> content() throws Exception {
    CompletableFuture<Integer> synced = new CompletableFuture<>();
    session.sync("/", (code, path, context) -> synced.complete(code), null);
    if (synced.get(10, TimeUnit.SECONDS) != KeeperException.Code.OK.intValue()) {
      throw new IOException("sync failed");
    }
    List<String> names = session.getChildren("/", false);
    Map<String, CompletableFuture<String>> pending = new TreeMap<>();
    for (String name : names) {
      if (!name.equals("zookeeper")) {
        CompletableFuture<String> value = new CompletableFuture<>();
        AsyncCallback.DataCallback take =
            (code, path, context, data, stat) ->
                value.complete(code + ":" + new String(data, StandardCharsets.UTF_8));
        session.getData("/" + name, false, take, null);
        pending.put("/" + name, value);
      }
    }
    Map<String, String> content = new TreeMap<>();
    for (Map.Entry<String, CompletableFuture<String>> entry : pending.entrySet()) {
      String value = entry.getValue().get(30, TimeUnit.SECONDS);
      content.put(entry.getKey(), value.substring(value.indexOf(':') + 1));
    }
    return content;
  }

  public void create(String path, String value) throws Exception {
    session.create(
        path,
        value.getBytes(StandardCharsets.UTF_8),
        ZooDefs.Ids.OPEN_ACL_UNSAFE,
        CreateMode.PERSISTENT);
  }

  @Override
  public void close() throws InterruptedException {
    session.close(1000);
  }
}
