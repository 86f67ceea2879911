package io.cellos.nucleus.testing;

import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.SharedStores;
import io.cellos.model.NodeId;
import io.cellos.nucleus.Nucleus;
import io.cellos.nucleus.NucleusSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node that is nothing but a nucleus, as a process of its own, so that it can really be killed.
 */
public final class TestNode {
  private TestNode() {}

  /**
   * @param args node id, host, home directory, address of the shared store
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Path.of(args[2]);
    Files.createDirectories(home.resolve("logs"));
    Logs.toFile(home.resolve("logs/node.log"));
    NucleusSettings settings =
        new NucleusSettings(
            NodeId.parse(args[0]),
            args[1],
            home.resolve("zookeeper"),
            home.resolve("logs"),
            64,
            Duration.ofMinutes(10),
            3);
    Nucleus nucleus =
        Nucleus.start(settings, SharedStores.open(URI.create(args[3])), JavaCommand.current());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(nucleus::close));
    new CountDownLatch(1).await();
  }
}
