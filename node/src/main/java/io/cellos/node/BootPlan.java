package io.cellos.node;

import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.SharedStore;
import io.cellos.model.Role;
import io.cellos.node.boot.BootStep;
import io.cellos.node.boot.Pauses;
import io.cellos.node.boot.Waiting;
import io.cellos.node.module.ModuleStep;
import io.cellos.node.module.NodeModule;
import io.cellos.node.module.ScriptRunner;
import io.cellos.node.module.UserModules;
import io.cellos.node.module.ZooKeeperModule;
import io.cellos.nucleus.Barrier;
import io.cellos.nucleus.NucleusSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which services a node of a role has, and in which order it boots. */
final class BootPlan {
  private static final Duration MODULE_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration BARRIER_PAUSE = Duration.ofMillis(100);
  private static final int ZOOKEEPER_HEAP_MEGABYTES = 128;
  private static final Duration SNAPSHOT_EVERY = Duration.ofMinutes(15);
  private static final int SNAPSHOTS_KEPT = 20;

  private BootPlan() {}

  /** The built-in services of the node's role; they do nothing yet. */
  static List<NodeModule> services(NodeSettings node, SharedStore store, JavaCommand java) {
    if (node.role() != Role.NUCLEUS) {
      return List.of();
    }
    NucleusSettings nucleus =
        new NucleusSettings(
            node.node(),
            node.host(),
            node.home().resolve("zookeeper"),
            node.logs(),
            ZOOKEEPER_HEAP_MEGABYTES,
            SNAPSHOT_EVERY,
            SNAPSHOTS_KEPT);
    return List.of(new ZooKeeperModule(nucleus, store, java));
  }

  /** The steps in the order in which they run. */
  static List<BootStep> steps(
      NodeSettings node, List<NodeModule> services, SharedStore store, Barrier barrier) {
    UserModules user =
        new UserModules(
            node.seed(),
            node.home(),
            node.modules(),
            new ScriptRunner(() -> environment(node, barrier), MODULE_TIMEOUT));
    List<BootStep> steps = new ArrayList<>();
    // That the store took "register start" is the registration; reading it back proves the rest.
    steps.add(new BootStep("register", waiting -> new BootStatus(store).read(node.node())));
    steps.addAll(user.stepsBeforeBarrier());
    services.forEach(service -> steps.add(ModuleStep.of(service, Pauses.REAL)));
    steps.add(new BootStep("zk-barrier", waiting -> await(barrier, waiting)));
    steps.addAll(user.stepsAfterBarrier());
    steps.add(new BootStep("ready", waiting -> {}));
    return steps;
  }

  /** Waits as long as it takes: that the store can't be read passes, too. */
  private static void await(Barrier barrier, Waiting waiting) throws InterruptedException {
    while (true) {
      try {
        Optional<String> missing = barrier.waitingFor();
        if (missing.isEmpty()) {
          return;
        }
        waiting.on(missing.get());
      } catch (IOException e) {
        waiting.on("the shared store: " + e.getMessage());
      }
      Pauses.REAL.pause(barrier.pause(BARRIER_PAUSE));
    }
  }

  /** The node's environment; with the ensemble's connect string once it has formed. */
  private static Map<String, String> environment(NodeSettings node, Barrier barrier)
      throws IOException {
    Map<String, String> environment = new HashMap<>(node.environment());
    String connect = barrier.connectString();
    if (!connect.isEmpty()) {
      environment.put("CELL_ZK", connect);
    }
    return environment;
  }
}
