package io.cellos.node;

import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.SharedStore;
import io.cellos.model.Role;
import io.cellos.node.boot.BootStep;
import io.cellos.node.boot.Pauses;
import io.cellos.node.boot.Waiting;
import io.cellos.node.engine.CellSurroundings;
import io.cellos.node.engine.EngineNode;
import io.cellos.node.engine.Part;
import io.cellos.node.engine.PartModule;
import io.cellos.node.marathon.MarathonModule;
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
import java.util.stream.Stream;

/** Which services a node of a role has, and in which order it boots. */
final class BootPlan {
  private static final Duration MODULE_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration BARRIER_PAUSE = Duration.ofMillis(100);
  private static final int ZOOKEEPER_HEAP_MEGABYTES = 128;
  private static final Duration SNAPSHOT_EVERY = Duration.ofMinutes(15);
  private static final int SNAPSHOTS_KEPT = 20;

  private final NodeSettings node;
  private final SharedStore store;
  private final Barrier barrier;
  private final ConnectStringFile connect;

  /** Those that make ZooKeeper, and those that need it. */
  private final List<NodeModule> before;

  private final List<NodeModule> after;

  BootPlan(
      NodeSettings node,
      SharedStore store,
      Barrier barrier,
      ConnectStringFile connect,
      JavaCommand java) {
    this.node = node;
    this.store = store;
    this.barrier = barrier;
    this.connect = connect;
    this.before = node.role() == Role.NUCLEUS ? List.of(zookeeper(java)) : List.of();
    this.after = body(java);
  }

  private NodeModule zookeeper(JavaCommand java) {
    NucleusSettings nucleus =
        new NucleusSettings(
            node.node(),
            node.host(),
            node.home().resolve("zookeeper"),
            node.logs(),
            ZOOKEEPER_HEAP_MEGABYTES,
            SNAPSHOT_EVERY,
            SNAPSHOTS_KEPT);
    return new ZooKeeperModule(nucleus, store, java);
  }

  private List<NodeModule> body(JavaCommand java) {
    EngineNode self =
        new EngineNode(
            node.cell(),
            node.role(),
            node.node(),
            node.host(),
            node.home(),
            System.getProperty("user.name").equals("root"));
    CellSurroundings cell = new CellSurroundings(self, store, barrier, node.environment());
    List<NodeModule> services = new ArrayList<>();
    for (Part part : Part.of(node.role())) {
      services.add(new PartModule(part, self, cell, () -> cell.engine(java)));
    }
    if (node.role() == Role.STATELESS_BODY) {
      services.add(MarathonModule.of(node.host(), node.home(), node.environment(), java));
    }
    return List.copyOf(services);
  }

  /** The built-in services of the node's role, in the order of their start; they do nothing yet. */
  List<NodeModule> services() {
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  /** The steps in the order in which they run. */
  List<BootStep> steps() {
    UserModules user =
        new UserModules(
            node.seed(),
            node.home(),
            node.modules(),
            new ScriptRunner(this::environment, MODULE_TIMEOUT));
    List<BootStep> steps = new ArrayList<>();
    // That the store took "register start" is the registration; reading it back proves the rest.
    steps.add(new BootStep("register", waiting -> new BootStatus(store).read(node.node())));
    steps.addAll(user.stepsBeforeBarrier());
    before.forEach(service -> steps.add(ModuleStep.of(service, Pauses.REAL)));
    steps.add(new BootStep("zk-barrier", this::await));
    after.forEach(service -> steps.add(together(service)));
    steps.addAll(user.stepsAfterBarrier());
    steps.add(new BootStep("ready", waiting -> {}));
    return steps;
  }

  /**
   * What needs ZooKeeper starts as soon as it is known where that will be: their programs' starts
   * take as long as ZooKeeper's, and they wait for it.
   */
  private void startEarly() {
    for (NodeModule each : after) {
      try {
        each.start();
      } catch (IOException | CellException e) {
        return; // its own step tries again, and tells
      }
    }
  }

  /** They start at the same time; each step is over when its own service serves. */
  private BootStep together(NodeModule service) {
    BootStep alone = ModuleStep.of(service, Pauses.REAL);
    return new BootStep(
        alone.name(),
        waiting -> {
          for (NodeModule each : after) {
            each.start();
          }
          alone.action().run(waiting);
        });
  }

  /** Waits as long as it takes: that the store can't be read passes, too. */
  private void await(Waiting waiting) throws InterruptedException {
    boolean known = false;
    while (true) {
      try {
        if (!known && connect.refresh()) {
          known = true;
          startEarly();
        }
        Optional<String> missing = barrier.waitingFor();
        if (missing.isEmpty()) {
          connect.refresh();
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
  private Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>(node.environment());
    String servers = barrier.connectString();
    if (!servers.isEmpty()) {
      environment.put("CELL_ZK", servers);
    }
    return environment;
  }
}
