package io.cellos.node;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.SharedStore;
import io.cellos.coordination.SharedStores;
import io.cellos.node.boot.BootSequence;
import io.cellos.node.boot.Pauses;
import io.cellos.node.boot.StatusReporter;
import io.cellos.node.command.CommandScripts;
import io.cellos.node.core.RetryPolicy;
import io.cellos.node.health.HealthServer;
import io.cellos.node.health.NodeHealth;
import io.cellos.node.module.NodeModule;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: it boots, serves and tells how it is, until it is closed. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final NodeSettings settings;
  private final SharedStore store;
  private final List<NodeModule> services;
  private final BootSequence boot;
  private final Closer closer = new Closer();

  private Node(
      NodeSettings settings, SharedStore store, List<NodeModule> services, BootSequence boot) {
    this.settings = settings;
    this.store = store;
    this.services = services;
    this.boot = boot;
  }

  /**
   * Starts the node; its boot goes on in a thread of its own.
   *
   * @throws IOException if its directory or the shared store can't be written
   * @throws io.cellos.base.error.CellException if its port is taken
   */
  public static Node start(NodeSettings settings, JavaCommand java) throws IOException {
    LOG.info("node {} ({}) starts", settings.node(), settings.role());
    prepare(settings, java);
    SharedStore store = SharedStores.open(settings.shared());
    Barrier barrier = Barrier.on(store);
    ConnectStringFile connect = ConnectStringFile.of(barrier, settings.home().resolve("etc"));
    BootPlan plan = new BootPlan(settings, store, barrier, connect, java);
    List<NodeModule> services = plan.services();
    BootSequence boot =
        new BootSequence(
            plan.steps(),
            RetryPolicy.USUAL,
            new StatusReporter(new BootStatus(store), settings.node(), InstantSource.system()),
            Pauses.REAL);
    Node node = new Node(settings, store, services, boot);
    try {
      node.begin(connect);
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void begin(ConnectStringFile connect) {
    closer.add(HealthServer.start(settings.address(), this::health));
    closer.add(connect.start());
    services.forEach(closer::add);
    closer.add(BootThread.start(boot));
  }

  private static void prepare(NodeSettings settings, JavaCommand java) throws IOException {
    Path home = settings.home();
    for (String folder : List.of("etc", "logs", "modules", "tmp")) {
      AtomicFiles.directory(home.resolve(folder));
    }
    CommandScripts.write(home.resolve("bin"), java, NodeMain.class, settings.shared());
  }

  public NodeSettings settings() {
    return settings;
  }

  /** The cell's shared store. */
  public SharedStore store() {
    return store;
  }

  /** How it is right now. */
  public NodeHealth health() {
    return NodeHealth.of(boot, services);
  }

  /** Whether one of its services acts for all of its kind in the cell right now. */
  public boolean isLeading() {
    return services.stream().anyMatch(NodeModule::isLeading);
  }

  /** Gives away what work it has because it leaves for good; returns when none is left. */
  public void drain() throws IOException, InterruptedException {
    for (NodeModule service : services) {
      service.drain();
    }
  }

  /** Says that this node never comes back; its machine is about to end. */
  public void leave() throws IOException, InterruptedException {
    for (NodeModule service : services) {
      service.leave();
    }
  }

  /** Runs this beside the node; it is closed first when the node is. */
  public void add(AutoCloseable companion) {
    closer.add(companion);
  }

  /** Stops the boot if it still runs, then what it began, last begun first. */
  @Override
  public void close() {
    closer.close();
  }
}
