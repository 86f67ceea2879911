package io.cellos.backend.local.training;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Logs;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.BootEvent;
import io.cellos.model.CellSummary;
import io.cellos.model.NodeId;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The training run of the ahead-of-time cache (JEP 514) for the programs of a cell: a little of
 * everything that they do when they start. What it touches starts faster afterwards; what it leaves
 * out still works. It uses an address of its own on the loopback network and a temporary directory,
 * and leaves neither process nor file behind.
 */
public final class ProgramsTraining {
  private ProgramsTraining() {}

  /** Exits 0 if everything that shall be trained ran. */
  public static void main(String[] arguments) {
    try {
      run();
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    } catch (InterruptedException e) {
      System.exit(1);
    }
    System.exit(0); // ZooKeeper leaves threads behind
  }

  private static void run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("cell-os-training-");
    try {
      Logs.toFile(directory.resolve("node.log"));
      InetAddress address = randomLoopback();
      useStore(directory);
      useHttp(address);
      NodeTraining.run(address.getHostAddress(), directory);
      ZooKeeperTraining.run(address.getHostAddress(), directory);
    } finally {
      AtomicFiles.deleteTree(directory);
    }
  }

  /** The machine may be in use: not 127.0.0.1, and not twice the same. */
  private static InetAddress randomLoopback() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return InetAddress.getByAddress(
        new byte[] {127, (byte) 250, (byte) random.nextInt(1, 250), (byte) random.nextInt(1, 250)});
  }

  private static void useStore(Path directory) throws IOException {
    DirectoryStore store = DirectoryStore.open(directory.resolve("shared"));
    NodeId node = NodeId.parse("n-00000000");
    BootStatus status = new BootStatus(store);
    status.write(node, List.of(new BootEvent("register", BootEvent.Kind.START, Instant.now())));
    status.waitingFor(node, Optional.of("training"));
    status.read(node);
    status.waitingFor(node);
    store.compareAndSwap("a/b", Optional.empty(), Json.bytes(Map.of("node", node)));
    store.list("a");
    status.forget(node);
  }

  private static void useHttp(InetAddress address) throws IOException, InterruptedException {
    WebServer server =
        HttpServers.start(
            address,
            0,
            routes ->
                routes.get("/health", (request, answer) -> HttpServers.json(answer, sample())));
    try {
      URI uri = URI.create("http://" + address.getHostAddress() + ":" + server.port() + "/health");
      for (int i = 0; i < 3; i++) {
        Json.read(HttpCalls.get(uri, Duration.ofSeconds(10)).body(), CellSummary.class);
      }
    } finally {
      server.stop();
    }
  }

  private static CellSummary sample() {
    return new CellSummary("training", "local", "local", "0", null, Instant.EPOCH);
  }
}
