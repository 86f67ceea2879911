package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.cell.LocalHome;
import io.cellos.backend.local.cell.Network;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.cell.PortCheck;
import io.cellos.backend.local.node.NodeContainers;
import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.mesos.agent.container.cgroup.LeftGroups;
import io.cellos.model.CellName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deletes a cell in steps that can all be repeated, and proves that nothing is left. It asks
 * neither the controller nor the cell's own file for help, so it works for damaged cells too. The
 * caller holds the cell's lock.
 */
final class Deletion {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final String CGROUPS_ROOT = "mesos";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final LocalHome home;
  private final CellHome cell;
  private final NodeContainers containers;

  Deletion(LocalHome home, CellName name) {
    this.home = home;
    this.cell = home.cell(name);
    this.containers = new NodeContainers(cell);
  }

  void run(Consumer<String> notice) {
    List<ProcessRef> leaders = leaders();
    Optional<Network> network = network();
    List<NodeFile> nodes = nodes();
    try {
      mark();
      int ended = endProcesses(leaders);
      notice.accept("processes ended: " + ended);
      int removed = containers.removeAll(nodes);
      if (removed > 0) {
        notice.accept("containers removed: " + removed);
      }
      AtomicFiles.deleteTree(cell.directory());
      AtomicFiles.deleteTree(home.staging(cell.name()));
      notice.accept("files removed: " + cell.directory());
      // a process that was killed is no longer found a moment before its ports are free
      Deadline.in(PATIENCE).await(LOOK, () -> left(leaders, network, nodes).isEmpty());
      LeftGroups.removeOfNobody(CGROUPS, CGROUPS_ROOT);
    } catch (IOException e) {
      throw CellException.failed(
          "cell " + cell.name() + " can't be deleted: " + e.getMessage(),
          "correct the cause, then run: cell delete " + cell.name(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted while deleting cell " + cell.name(),
          "go on with: cell delete " + cell.name());
    }
    List<String> left = left(leaders, network, nodes);
    if (!left.isEmpty()) {
      throw CellException.failed(
          "of cell " + cell.name() + " is left: " + String.join(", ", left),
          "end these, then run: cell delete " + cell.name());
    }
    notice.accept("nothing is left of cell " + cell.name() + ": no process, no port, no file");
  }

  /** On a full disk even this empty file may not be possible; deleting is then what helps. */
  private void mark() {
    try {
      if (!Files.exists(cell.deletingMark())) {
        Files.createFile(cell.deletingMark());
      }
    } catch (IOException e) {
      return; // only the shown status depends on it
    }
  }

  /** Those that began the process groups of the cell; the controller first, as it starts others. */
  private List<ProcessRef> leaders() {
    List<ProcessRef> leaders = new ArrayList<>();
    try {
      leaders.add(ControllerFile.read(cell).process());
    } catch (DamagedFileException e) {
      // found by its environment instead
    }
    nodes().stream()
        .map(NodeFile::process)
        .filter(process -> process != null)
        .forEach(leaders::add);
    return leaders;
  }

  private List<NodeFile> nodes() {
    try {
      return NodeFile.readAll(cell).nodes();
    } catch (IOException e) {
      return List.of(); // what runs of them is found by its environment instead
    }
  }

  private Optional<Network> network() {
    try {
      return Optional.of(CellFile.read(cell).net());
    } catch (DamagedFileException e) {
      return Optional.empty();
    }
  }

  /** Kills, paused ones too, until none is left; returns how many it saw. */
  private int endProcesses(List<ProcessRef> leaders) throws InterruptedException {
    Set<Long> seen = new HashSet<>(CellProcesses.ofCell(cell));
    Deadline deadline = Deadline.in(PATIENCE);
    deadline.await(
        LOOK,
        () -> {
          for (ProcessRef leader : leaders) {
            CellProcesses.killGroup(leader, cell);
          }
          List<Long> living = CellProcesses.ofCell(cell);
          for (long pid : living) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            seen.add(pid);
          }
          return living.isEmpty()
              && leaders.stream().noneMatch(leader -> CellProcesses.groupLives(leader, cell));
        });
    return seen.size();
  }

  private List<String> left(
      List<ProcessRef> leaders, Optional<Network> network, List<NodeFile> nodes) {
    List<String> left = new ArrayList<>();
    for (long pid : CellProcesses.ofCell(cell)) {
      left.add(
          "process " + pid + CellProcesses.commandLine(pid).map(c -> " (" + c + ")").orElse(""));
    }
    for (ProcessRef leader : leaders) {
      if (CellProcesses.groupLives(leader, cell)) {
        left.add("process group " + leader.pid());
      }
    }
    containers.names(nodes).forEach(name -> left.add("container " + name));
    network.ifPresent(known -> left.addAll(PortCheck.taken(known)));
    if (Files.exists(cell.directory())) {
      left.add("directory " + cell.directory());
    }
    return left;
  }
}
