package io.cellos.mesos.agent.container.cgroup;

import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes the small files of a control group. */
final class CgroupFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CgroupFiles() {}

  static void write(Path file, String value) throws IOException {
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }

  static long number(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
  }

  /** The number after that word in a file of lines of a word and a number; 0 if there is none. */
  static long number(Path file, String word) throws IOException {
    return Files.readString(file)
        .lines()
        .map(line -> line.split(" ", 0))
        .filter(words -> words.length == 2 && words[0].equals(word))
        .map(words -> Long.parseLong(words[1]))
        .findFirst()
        .orElse(0L);
  }

  static int lines(Path file) throws IOException {
    return (int) Files.readString(file).lines().count();
  }

  /** Kills all of the group until nothing is left, then removes it. */
  static void destroy(Path group) throws IOException, InterruptedException {
    if (!Files.isDirectory(group)) {
      return;
    }
    boolean gone = Deadline.in(PATIENCE).await(Duration.ofMillis(10), () -> killed(group));
    if (!gone) {
      throw new IOException("processes in " + group + " can't be killed");
    }
    Files.deleteIfExists(group);
  }

  private static boolean killed(Path group) {
    try {
      String members = Files.readString(group.resolve("cgroup.procs"));
      members
          .lines()
          .map(Long::valueOf)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
      return members.isEmpty();
    } catch (IOException e) {
      return !Files.exists(group);
    }
  }

  static Optional<OverLimit> outOfMemory(double limit, long most) {
    double megabytes = (double) most / (1 << 20);
    return Optional.of(
        OverLimit.memory(
            "Memory limit exceeded: Requested: %.0fMB Maximum Used: %.0fMB"
                .formatted(limit / (1 << 20), megabytes),
            megabytes));
  }
}
