package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.NetworkChoice;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.node.NodeContainers;
import io.cellos.backend.local.node.NodeProcesses;
import io.cellos.base.error.CellException;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Brings a cell back and stops it. The caller holds the cell's lock. */
final class StartStop {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final CellHome cell;
  private final Class<?> nodeMain;

  StartStop(CellHome cell, Class<?> nodeMain) {
    this.cell = cell;
    this.nodeMain = nodeMain;
  }

  void start(Consumer<String> notice) {
    refuseDeleting();
    if (ControllerProcess.find(cell).isPresent()) {
      notice.accept("cell " + cell.name() + " runs already");
      return;
    }
    try {
      CellFile file = CellFile.read(cell);
      List<NodeFile> nodes = NodeFile.readAll(cell).nodes();
      List<NodeFile> dead =
          nodes.stream().filter(n -> n.process() == null || !n.process().isAlive()).toList();
      NetworkChoice.ofThisMachine(file.network()).check(file.spec(), file.net(), addresses(dead));
      file.asStopped(false).write(cell);
      ControllerFile controller = ControllerProcess.start(cell, nodeMain);
      notice.accept("controller started at " + controller.url());
      notice.accept(
          "nodes taken over: " + (nodes.size() - dead.size()) + ", started: " + dead.size());
    } catch (IOException e) {
      throw CellException.failed(
          "cell " + cell.name() + " can't be started: " + e.getMessage(),
          "restore the file, or delete the cell with: cell delete " + cell.name(),
          e);
    }
  }

  private static Set<InetAddress> addresses(List<NodeFile> nodes) {
    return nodes.stream().map(NodeFile::address).collect(Collectors.toSet());
  }

  void stop(Consumer<String> notice) {
    refuseDeleting();
    Optional<ControllerFile> controller = ControllerProcess.find(cell);
    try {
      if (controller.isPresent()) {
        askController(controller.get());
      }
      stopWithoutController();
      notice.accept("all processes of cell " + cell.name() + " have ended");
    } catch (IOException e) {
      throw CellException.failed(
          "cell " + cell.name() + " can't be stopped: " + e.getMessage(),
          "correct the cause, then run: cell stop " + cell.name(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted while cell " + cell.name() + " stops",
          "go on with: cell stop " + cell.name());
    }
  }

  /** An orderly stop; a controller that does not manage it is killed and its work done here. */
  private void askController(ControllerFile controller) throws InterruptedException {
    try {
      new ControllerClient(cell.name(), controller).stop();
      Deadline.in(STOP_PATIENCE).await(LOOK, () -> !controller.process().isAlive());
    } catch (CellException e) {
      // it does not answer
    }
    if (controller.process().isAlive()) {
      ProcessGroups.signal(controller.process().pid(), ProcessGroups.Signal.KILL);
    }
  }

  private void stopWithoutController() throws IOException, InterruptedException {
    NodeProcesses processes = new NodeProcesses(cell, nodeMain);
    List<NodeFile> nodes = NodeFile.readAll(cell).nodes();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("stop-", 0).factory())) {
      nodes.forEach(node -> threads.execute(() -> end(processes, node)));
    }
    Deadline.in(STOP_PATIENCE)
        .await(
            LOOK,
            () -> {
              for (long pid : CellProcesses.ofCell(cell)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
              }
              return CellProcesses.ofCell(cell).isEmpty();
            });
    new NodeContainers(cell).removeAll(nodes);
    CellFile.read(cell).asStopped(true).write(cell);
  }

  private static void end(NodeProcesses processes, NodeFile node) {
    try {
      processes.stop(node);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseDeleting() {
    if (CellView.isDeleting(cell)) {
      throw CellException.failed(
          "cell " + cell.name() + " is being deleted",
          "finish that with: cell delete " + cell.name());
    }
  }
}
