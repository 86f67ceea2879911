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
import java.util.stream.Stream;

/**
 * Finds the processes that belong to a cell by what only they have in their environment, never by
 * their name. Linux tells the environment of processes; elsewhere only process groups are known.
 */
public final class CellProcesses {
  private static final Path PROC = Path.of("/proc");

  private CellProcesses() {}

  /** Whether this system tells the environment of processes. */
  public static boolean canScan() {
    return Files.isReadable(PROC.resolve("self/environ"));
  }

  /**
   * Processes with {@code CELL_DIR} set to the cell's directory, other than this one and those it
   * came from (a user may give commands from a shell on a node).
   */
  public static List<Long> ofCell(CellHome home) {
    return withVariable("CELL_DIR=" + home.directory());
  }

  /** Processes with {@code NODE_HOME} set to the directory. */
  public static List<Long> ofNode(Path nodeHome) {
    return withVariable("NODE_HOME=" + nodeHome);
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

  private static List<Long> withVariable(String variable) {
    Set<Long> self = new HashSet<>();
    Optional<ProcessHandle> ancestor = Optional.of(ProcessHandle.current());
    while (ancestor.isPresent() && self.add(ancestor.get().pid())) {
      ancestor = ancestor.get().parent();
    }
    return everyProcess().stream()
        .filter(pid -> !self.contains(pid) && environmentHas(pid, variable))
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
      return environmentHas(pid, "CELL_DIR=" + home.directory());
    }
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().commandLine())
        .filter(words -> words.contains(home.directory().toString()))
        .isPresent();
  }

  private static boolean environmentHas(long pid, String variable) {
    try {
      String environment =
          Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
      String wanted =
          new String(variable.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0")).contains(wanted);
    } catch (IOException e) {
      return false; // it has gone, or is somebody else's
    }
  }
}
