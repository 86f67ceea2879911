package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the processes of sessions use, by /proc; looked at for all sessions at once. */
final class SessionUsage {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final double TICKS = 100;
  private static final long PAGE = 4096;
  private static final Path PROC = Path.of("/proc");

  /** Of the fields of /proc/PID/stat after the name, counted from 0; see proc_pid_stat(5). */
  private static final int SESSION = 3;

  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;
  private static final int THREADS = 17;
  private static final int RESIDENT = 21;

  /** The sum over a session's processes and the children that they waited for. */
  record Usage(
      int processes, int threads, double userSeconds, double systemSeconds, long residentBytes) {
    static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    Usage plus(Usage more) {
      return new Usage(
          processes + more.processes,
          threads + more.threads,
          userSeconds + more.userSeconds,
          systemSeconds + more.systemSeconds,
          residentBytes + more.residentBytes);
    }
  }

  private Map<Long, Usage> sessions = Map.of();
  private long lookedAt = System.nanoTime() - FRESH.toNanos();

  synchronized Usage of(long session) throws IOException {
    if (System.nanoTime() - lookedAt >= FRESH.toNanos() && Files.isDirectory(PROC)) {
      sessions = look();
      lookedAt = System.nanoTime();
    }
    return sessions.getOrDefault(session, Usage.NONE);
  }

  private static Map<Long, Usage> look() throws IOException {
    Map<Long, Usage> found = new HashMap<>();
    try (Stream<Path> processes = Files.list(PROC)) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        if (Character.isDigit(process.getFileName().toString().charAt(0))) {
          add(process, found);
        }
      }
    }
    return found;
  }

  private static void add(Path process, Map<Long, Usage> into) {
    String stat;
    try {
      stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return; // it has just gone
    }
    // pid (comm) state …; comm may hold spaces and parentheses
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 0);
    Usage usage =
        new Usage(
            1,
            Integer.parseInt(fields[THREADS]),
            (Long.parseLong(fields[USER]) + Long.parseLong(fields[CHILDREN_USER])) / TICKS,
            (Long.parseLong(fields[SYSTEM]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS,
            Long.parseLong(fields[RESIDENT].strip()) * PAGE);
    into.merge(Long.valueOf(fields[SESSION]), usage, Usage::plus);
  }
}
