package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.Ports;
import io.cellos.backend.local.cell.Preflight;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.HealthMonitor;
import io.cellos.backend.local.node.NodeFactory;
import io.cellos.backend.local.node.NodeProcesses;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.base.http.HttpServers;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.process.ProcessRef;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.NucleusStore;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The controller of one cell: puts its parts together, and takes its commands. */
final class Controller implements AutoCloseable {
  private final CurrentCell cell;
  private final BodyTold body;
  private final EventLog events;
  private final Fleet fleet;
  private final NodeProcesses processes;
  private final FlapTable flaps;
  private final GroupLoop loop;
  private final EffectRunner runner;
  private final HealthMonitor health;
  private final Closer closer = new Closer();
  private final CountDownLatch stopWanted = new CountDownLatch(1);

  private Controller(CellHome home, CellFile file, DirectoryStore store, Class<?> nodeMain) {
    InstantSource clock = InstantSource.system();
    NucleusStore nucleus = new NucleusStore(store);
    this.cell = new CurrentCell(home, file);
    this.events = new EventLog(home.events(), clock);
    this.fleet = new Fleet(this::signal);
    this.body = new BodyTold(() -> cell.get().spec(), fleet, store);
    this.flaps = new FlapTable();
    this.processes = new NodeProcesses(home, nodeMain);
    HealthEvents healthEvents = new HealthEvents(home, fleet, events);
    this.health = new HealthMonitor(fleet, clock, healthEvents::changed);
    this.runner =
        new EffectRunner(
            fleet,
            new NodeFactory(home, cell::get, System.getenv(), clock),
            processes,
            nucleus,
            new BootStatus(store),
            flaps,
            events,
            clock,
            started -> {
              health.watch(started);
              DeathWatch.watch(started, this::signal);
            });
    this.loop =
        new GroupLoop(
            body,
            new Observer(cell, fleet, processes, nucleus, flaps, events, clock),
            runner,
            clock);
  }

  /**
   * Takes over the nodes there are, listens, and begins to look after the groups.
   *
   * @param nodeMain the main class of the node program
   * @throws IOException if the cell's files can't be read or its addresses are taken
   */
  static Controller start(CellHome home, Class<?> nodeMain) throws IOException {
    DirectoryStore store = DirectoryStore.open(home.shared());
    Controller controller = new Controller(home, CellFile.read(home), store, nodeMain);
    try {
      controller.open(home, store);
      return controller;
    } catch (IOException | RuntimeException e) {
      controller.close();
      throw e;
    }
  }

  private void open(CellHome home, DirectoryStore store) throws IOException {
    closer.add(health);
    Balancers balancers = closer.add(Balancers.open(home.name(), cell.get().net(), fleet, events));
    InetAddress address = cell.get().net().controller();
    int port = Ports.web(address);
    String url = Urls.of(address, port);
    String token = newToken();
    BootStatus boots = new BootStatus(store);
    ControllerApi api =
        new ControllerApi(
            this,
            new Describer(cell, fleet, balancers, url),
            new Problems(
                cell, fleet, new NucleusStore(store), boots, flaps, InstantSource.system()),
            boots,
            events,
            new AccessRule(token, url));
    Adoption.adopt(home, fleet, processes, health, runner, events);
    WebServer server = HttpServers.start(address, port, api::route);
    closer.add(server::stop);
    new ControllerFile(ProcessRef.of(ProcessHandle.current()), url, token).write(home);
    events.add("controller", "started (pid " + ProcessHandle.current().pid() + ")");
    closer.add(runner);
    closer.add(loop);
    loop.start();
    closer.add(CreationMark.start(cell, new Describer(cell, fleet, balancers, url), events));
  }

  private static String newToken() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void signal() {
    if (loop != null) { // nodes only change once the loop is there
      loop.signal();
    }
  }

  /**
   * Sets the desired size of a group; on disk when this returns.
   *
   * @param drain how long nodes that leave may take to end their tasks; empty for the usual time
   * @throws io.cellos.model.InvalidInputException if the cell would have too many nodes
   */
  void scale(Role role, int size, Optional<Duration> drain) throws IOException {
    int before = cell.get().spec().size(role);
    Preflight.checkTotal(cell.get().spec().withSize(role, size));
    drain.ifPresent(most -> runner.setPatience(role, most));
    cell.update(file -> file.withSize(role, size));
    body.update();
    if (before != size) {
      events.add("group/" + role, "desired size " + before + " -> " + size);
    }
    signal();
  }

  /** Starts failed nodes again. */
  void retry() {
    for (NodeStatus node : fleet.all()) {
      flaps.forgive(node.slot());
      fleet.update(node.id(), now -> now.life() == Life.FAILED ? now.with(Life.RESUMING) : now);
    }
    signal();
  }

  /** Notes that the cell shall be stopped, and begins to stop. */
  void stop() throws IOException {
    cell.update(file -> file.asStopped(true));
    events.add("controller", "the cell is being stopped");
    stopWanted.countDown();
  }

  /** Returns once the cell was told to stop and no node runs any more. */
  void awaitStop() throws InterruptedException {
    stopWanted.await();
    loop.close();
    runner.close();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("stop-", 0).factory())) {
      List<NodeStatus> nodes = fleet.all();
      nodes.forEach(node -> fleet.update(node.id(), now -> now.with(Life.ENDING)));
      nodes.forEach(node -> threads.execute(() -> end(node)));
    }
    events.add("controller", "the cell is stopped");
  }

  private void end(NodeStatus node) {
    try {
      processes.stop(node.file());
      processes.killAll(node.file());
      fleet.update(node.id(), now -> now.with(Life.STOPPED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends this program's own parts; nodes go on. */
  @Override
  public void close() {
    closer.close();
  }
}
