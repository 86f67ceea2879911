package io.cellos.base.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One process, told apart from a later one with the same id by when it started.
 *
 * @param pid the process id, which is also its process group's when {@link ProcessGroups} began it
 * @param started on Linux the boot and the clock ticks since then, because the wall clock may be
 *     set while the process runs; elsewhere the start time in milliseconds since the epoch
 */
public record ProcessRef(long pid, String started) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Of the fields of /proc/PID/stat after the name, counted from 0; see proc_pid_stat(5). */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;

  /** The reference of a running process of this machine. */
  public static ProcessRef of(ProcessHandle process) {
    return new ProcessRef(process.pid(), startOf(process));
  }

  /** Whether this very process still runs; one that ended and was not reaped does not. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !started.isEmpty() && startOf(process).equals(started))
        .isPresent();
  }

  /** Empty for a process that has ended, whether reaped or not. */
  private static String startOf(ProcessHandle process) {
    if (!Files.isReadable(BOOT_ID)) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L).toString();
    }
    try {
      // pid (comm) state …; comm may hold spaces and parentheses
      Path file = Path.of("/proc/" + process.pid() + "/stat");
      String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return ended ? "" : Files.readString(BOOT_ID).strip() + ":" + fields[START_TICKS];
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }
}
