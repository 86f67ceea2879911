package io.cellos.base.process;

import io.cellos.base.time.Deadline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Process trees that live on their own: each begins as the leader of a new session and group, so
 * that a terminal's Ctrl-C does not reach it and one signal reaches all of it.
 */
public final class ProcessGroups {
  /** The signals that are sent to whole groups. */
  public enum Signal {
    TERM,
    KILL,
    STOP,
    CONT
  }

  private ProcessGroups() {}

  /**
   * Starts a program in a session of its own.
   *
   * @param environment all of its environment; nothing is inherited
   * @param output where its standard output and error go, appended
   * @return its reference; the pid is the group's id
   * @throws IOException if it can't be started
   */
  public static ProcessRef start(
      List<String> command, Path directory, Map<String, String> environment, Path output)
      throws IOException {
    List<String> detached = new ArrayList<>(newSession());
    detached.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(detached);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    Process process = builder.start();
    awaitSession(process);
    return ProcessRef.of(process.toHandle());
  }

  /** A signal to the group must not miss a process that has not made its session yet. */
  private static void awaitSession(Process process) {
    Deadline patience = Deadline.in(Duration.ofSeconds(2));
    while (process.isAlive()
        && !patience.isPast()
        && !members(process.pid()).contains(process.pid())) {
      Thread.onSpinWait();
    }
  }

  /** The words before a command that make it run in a new session, with the same process id. */
  private static List<String> newSession() {
    return Files.isExecutable(Path.of("/usr/bin/setsid"))
        ? List.of("/usr/bin/setsid")
        : List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die \"exec: $!\"");
  }

  /** Sends the signal to every process of the group; no error if none is left. */
  public static void signal(long group, Signal signal) {
    if (group <= 1) {
      throw new IllegalArgumentException("not a group of ours: " + group);
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + group)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether any process of the group still runs; ended ones that nobody reaped do not count. */
  public static boolean isAlive(long group) {
    return !members(group).isEmpty();
  }

  /** The ids of the processes of a group that still run. */
  public static List<Long> members(long group) {
    return Files.isDirectory(Path.of("/proc/self")) ? membersByProc(group) : membersByPs(group);
  }

  /** Asks the group to end, waits, then kills what is left. Returns once nothing of it runs. */
  public static void stop(long group, Duration grace) throws InterruptedException {
    signal(group, Signal.TERM);
    signal(group, Signal.CONT);
    if (!awaitEnd(group, grace)) {
      signal(group, Signal.KILL);
      awaitEnd(group, Duration.ofSeconds(10));
    }
  }

  private static boolean awaitEnd(long group, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isAlive(group)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  private static List<Long> membersByProc(long group) {
    List<Long> members = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0)) && belongs(process, group)) {
          members.add(Long.valueOf(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  private static boolean belongs(Path process, long group) {
    try {
      // pid (comm) state ppid pgrp …; comm may hold spaces and parentheses
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[2]) == group && !fields[0].equals("Z") && !fields[0].equals("X");
    } catch (IOException e) {
      return false; // it has just gone
    }
  }

  private static List<Long> membersByPs(long group) {
    try {
      Process ps = new ProcessBuilder("ps", "-A", "-o", "pid=,pgid=,stat=").start();
      List<Long> members = new ArrayList<>();
      for (String line : ps.inputReader().readAllAsString().lines().toList()) {
        String[] fields = line.strip().split(" +");
        if (Long.parseLong(fields[1]) == group && !fields[2].startsWith("Z")) {
          members.add(Long.valueOf(fields[0]));
        }
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
