package io.cellos.backend.local.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** An ensemble of one, as the nucleus runs it, used by a client for a moment. */
final class ZooKeeperTraining {
  private ZooKeeperTraining() {}

  static void run(String address, Path directory) throws IOException, InterruptedException {
    QuorumPeerConfig configuration =
        configure(address, Files.createDirectory(directory.resolve("zookeeper")));
    QuorumPeerMain server = new QuorumPeerMain();
    Thread thread =
        Thread.ofPlatform()
            .name("zookeeper-training")
            .daemon()
            .start(
                () -> {
                  try {
                    server.runFromConfig(configuration);
                  } catch (IOException | AdminServerException e) {
                    throw new IllegalStateException(e);
                  }
                });
    useClient(address + ":2181");
    server.close();
    thread.join(TimeUnit.SECONDS.toMillis(10));
  }

  private static QuorumPeerConfig configure(String address, Path home) throws IOException {
    Path dynamic = home.resolve("zoo.cfg.dynamic");
    Files.writeString(
        dynamic, "server.1=%1$s:2888:3888:participant;%1$s:2181\n".formatted(address));
    Files.writeString(home.resolve("myid"), "1\n");
    Path file = home.resolve("zoo.cfg");
    Files.write(
        file,
        List.of(
            "dataDir=" + home,
            "dynamicConfigFile=" + dynamic,
            "standaloneEnabled=false",
            "reconfigEnabled=true",
            "admin.enableServer=false",
            "tickTime=1000",
            "initLimit=10",
            "syncLimit=5"));
    QuorumPeerConfig configuration = new QuorumPeerConfig();
    try {
      configuration.parse(file.toString());
    } catch (QuorumPeerConfig.ConfigException e) {
      throw new IOException(e);
    }
    return configuration;
  }

  private static void useClient(String connectString) throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    try (ZooKeeperAdmin client =
        new ZooKeeperAdmin(
            connectString,
            10_000,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
              }
            })) {
      if (!connected.await(30, TimeUnit.SECONDS)) {
        throw new IOException("ZooKeeper did not serve in 30 s");
      }
      client.create("/a", new byte[] {1}, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      client.setData("/a", new byte[] {2}, -1);
      client.getData("/a", true, null);
      client.getChildren("/", false);
      client.getConfig(false, null);
      client.sync("/a", (code, path, context) -> {}, null);
      client.delete("/a", -1);
    } catch (KeeperException e) {
      throw new IOException(e);
    }
  }
}
