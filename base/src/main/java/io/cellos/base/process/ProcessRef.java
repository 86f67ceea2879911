package io.cellos.base.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One process, told apart from a later one with the same id by when it started.
 *
 * @param pid the process id, which is also its process group's when {@link ProcessGroups} began it
 * @param startedAtMillis when it started, milliseconds since the epoch
 */
public record ProcessRef(long pid, long startedAtMillis) {

  /** The reference of a running process of this machine. */
  public static ProcessRef of(ProcessHandle process) {
    return new ProcessRef(process.pid(), startOf(process));
  }

  /** Whether this very process still runs; one that ended and was not reaped does not. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process) == startedAtMillis)
        .filter(process -> !isZombie(pid))
        .isPresent();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // no /proc here, or the process has just gone
    }
  }
}
