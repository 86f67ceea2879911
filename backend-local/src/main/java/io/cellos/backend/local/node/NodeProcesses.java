package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.CellFactory;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts and ends the process trees of nodes. */
public final class NodeProcesses {
  private static final int HEAP_MEGABYTES = 64;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CellHome cell;
  private final Class<?> program;
  private final NodeContainers containers;

  /**
   * @param program the main class of the node program; gets the one argument {@code run}
   */
  public NodeProcesses(CellHome cell, Class<?> program) {
    this.cell = cell;
    this.program = program;
    this.containers = new NodeContainers(cell);
  }

  /** Makes the node's files where missing and starts its process tree. */
  public NodeFile start(NodeFile node) throws IOException {
    NodeFiles.make(cell, node);
    Path home = cell.node(node.id());
    ProcessRef process =
        ProcessGroups.start(
            CellFactory.program(cell).of(HEAP_MEGABYTES, Map.of(), program, "run"),
            home,
            node.environment(),
            home.resolve("logs/console.log"));
    NodeFile started = node.with(process);
    started.write(cell);
    return started;
  }

  /** Kills what is left of the node's process group, without asking. */
  public void killGroup(NodeFile node) {
    if (node.process() != null) {
      CellProcesses.killGroup(node.process(), cell);
    }
  }

  /**
   * Kills everything of the node, also its tasks and their containers, what left its group and what
   * was started by a controller that was killed before it wrote the process down. Shells that
   * people have open on the node go too.
   */
  public void killAll(NodeFile node) {
    killGroup(node);
    for (long pid : CellProcesses.ofNode(cell.node(node.id()))) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    containers.remove(node);
  }

  /** Whether a task of the node runs, in a container or not. */
  public boolean hasTasks(NodeFile node) {
    return CellProcesses.hasTasks(cell.node(node.id())) || containers.run(node);
  }

  /** Kills what is left of the node except its tasks, which a next run of the node takes over. */
  public void killPrograms(NodeFile node) {
    killGroup(node);
    for (long pid : CellProcesses.programsOf(cell.node(node.id()))) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Asks the node to end, then kills what is left. */
  public void stop(NodeFile node) throws InterruptedException {
    if (node.process() != null && node.process().isAlive()) {
      ProcessGroups.stop(node.process().pid(), GRACE);
    }
    killGroup(node);
  }

  /** Notes that the node is to end for good, for a next controller. */
  public void markLeaving(NodeFile node) throws IOException {
    Files.write(leavingMark(node), new byte[0]);
  }

  /** Whether that was noted. */
  public boolean isLeaving(NodeFile node) {
    return Files.exists(leavingMark(node));
  }

  private Path leavingMark(NodeFile node) {
    return cell.node(node.id()).resolve("leaving");
  }

  /** Removes the files of a node that has ended; its logs stay for a while. */
  public void removeFiles(NodeFile node) throws IOException {
    NodeFiles.remove(cell, node.id());
  }
}
