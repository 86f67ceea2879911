package io.cellos.backend.local.training;

import io.cellos.base.http.HttpCalls;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.time.Deadline;
import io.cellos.coordination.DirectoryStore;
import io.cellos.node.Node;
import io.cellos.node.NodeSettings;
import io.cellos.node.health.HealthServer;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A nucleus node from its start until it is ready, and a body on it; its ZooKeeper is a child as
 * always.
 */
final class NodeTraining {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private NodeTraining() {}

  static void run(String address, Path directory) throws IOException, InterruptedException {
    DirectoryStore store = DirectoryStore.open(directory.resolve("nucleus-store"));
    new NucleusStore(store).setGoal(new Goal(1, Set.of()));
    NodeSettings settings =
        NodeSettings.of(
            Map.of(
                "CELL_NAME",
                "training",
                "CELL_ROLE",
                "nucleus",
                "CELL_SHARED",
                store.uri().toString(),
                "CELL_SEED",
                directory.resolve("seed").toString(),
                "NODE_ID",
                "n-00000000",
                "NODE_IP",
                address,
                "NODE_HOME",
                directory.resolve("node").toString()));
    URI health = URI.create("http://" + address + ":" + HealthServer.PORT + "/health");
    try (Node node = Node.start(settings, JavaCommand.current())) {
      if (!Deadline.in(PATIENCE).await(Duration.ofMillis(50), () -> answers(health))) {
        throw new IOException("the node of " + directory + " did not become ready");
      }
      BodyTraining.run(address, directory);
    }
  }

  private static boolean answers(URI uri) {
    try {
      return HttpCalls.get(uri, Duration.ofSeconds(5)).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
