package io.cellos.backend.local.cell;

import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the processes that belong to a cell by what only they have in their environment, never by
 * their name. Linux tells the environment of processes; elsewhere only process groups are known.
 *
 * <p>Tasks have sessions of their own and nothing of their node's environment, but every engine
 * tells each where its sandbox is, and that lies in the node's directory.
 */
public final class CellProcesses {
  private static final Path PROC = Path.of("/proc");
  private static final String SANDBOX = "MESOS_SANDBOX=";

  private CellProcesses() {}

  /** Whether this system tells the environment of processes. */
  public static boolean canScan() {
    return Files.isReadable(PROC.resolve("self/environ"));
  }

  /**
   * Processes with {@code CELL_DIR} set to the cell's directory and the tasks of its nodes, other
   * than this process and those it came from (a user may give commands from a shell on a node).
   */
  public static List<Long> ofCell(CellHome home) {
    return that(all -> isOfCell(all, home));
  }

  /** Processes with {@code NODE_HOME} set to the directory, and the tasks of this node. */
  public static List<Long> ofNode(Path nodeHome) {
    return that(all -> all.contains("NODE_HOME=" + nodeHome) || isTask(all, nodeHome));
  }

  /** Those of the node that are no tasks. */
  public static List<Long> programsOf(Path nodeHome) {
    return that(all -> all.contains("NODE_HOME=" + nodeHome) && !isTask(all, nodeHome));
  }

  /** Whether a task of this node runs. */
  public static boolean hasTasks(Path nodeHome) {
    return !that(all -> isTask(all, nodeHome)).isEmpty();
  }

  private static boolean isOfCell(List<String> environment, CellHome home) {
    return environment.contains("CELL_DIR=" + home.directory())
        || isTask(environment, home.nodes());
  }

  private static boolean isTask(List<String> environment, Path directory) {
    return environment.stream().anyMatch(all -> all.startsWith(SANDBOX + directory + "/"));
  }

  /**
   * Kills what is left of a node's or controller's process group. Once the leader is gone its
   * number may have gone to somebody else, so then the group is only touched if a process in it is
   * known to be the cell's.
   */
  public static void killGroup(ProcessRef leader, CellHome home) {
    List<Long> members = ProcessGroups.members(leader.pid());
    if (members.isEmpty()) {
      return;
    }
    boolean ours = leader.isAlive() || members.stream().anyMatch(pid -> has(pid, home));
    if (ours) {
      ProcessGroups.signal(leader.pid(), ProcessGroups.Signal.KILL);
    }
  }

  /** Whether the group that this leader began still has processes of the cell. */
  public static boolean groupLives(ProcessRef leader, CellHome home) {
    return leader.isAlive()
        || ProcessGroups.members(leader.pid()).stream().anyMatch(pid -> has(pid, home));
  }

  /** What a process runs, for people: its first words. */
  public static Optional<String> commandLine(long pid) {
    try {
      String words =
          Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
              .replace('\0', ' ')
              .strip();
      return words.isEmpty()
          ? Optional.empty()
          : Optional.of(words.length() > 80 ? words.substring(0, 80) + "…" : words);
    } catch (IOException e) {
      return ProcessHandle.of(pid).flatMap(process -> process.info().command());
    }
  }

  private static List<Long> that(Predicate<List<String>> isMeant) {
    Set<Long> self = new HashSet<>();
    Optional<ProcessHandle> ancestor = Optional.of(ProcessHandle.current());
    while (ancestor.isPresent() && self.add(ancestor.get().pid())) {
      ancestor = ancestor.get().parent();
    }
    return everyProcess().stream()
        .filter(pid -> !self.contains(pid) && isMeant.test(environment(pid)))
        .toList();
  }

  private static List<Long> everyProcess() {
    if (!canScan()) {
      return List.of();
    }
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          pids.add(Long.valueOf(name));
        }
      }
    } catch (IOException e) {
      return pids;
    }
    return pids;
  }

  private static boolean has(long pid, CellHome home) {
    if (canScan()) {
      return isOfCell(environment(pid), home);
    }
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().commandLine())
        .filter(words -> words.contains(home.directory().toString()))
        .isPresent();
  }

  /** Empty for a process that has gone, or is somebody else's. */
  private static List<String> environment(long pid) {
    try {
      byte[] variables = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      return List.of(new String(variables, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
