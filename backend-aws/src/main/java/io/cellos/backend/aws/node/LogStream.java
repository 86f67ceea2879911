package io.cellos.backend.aws.node;

import io.cellos.backend.LogLine;
import io.cellos.backend.log.LogFileName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The logs of one node, as {@code logs.sh} on the node prints them. */
final class LogStream implements AutoCloseable {
  /** What comes from a node. */
  sealed interface Event {
    /** The lines that were there, by log, each in its order. */
    record Present(List<List<LogLine>> logs) implements Event {}

    /** A line that was added. */
    record Added(LogLine line) implements Event {}

    /**
     * Nothing comes any more.
     *
     * @param failure why, if it should not be so
     */
    record Ended(Reach.Target node, Optional<String> failure) implements Event {}
  }

  private static final String PRESENT = " present";

  private final Reach.Target node;
  private final Map<LogFileName, Integer> passed;
  private final Consumer<Event> events;
  private final Runnable connected;
  private final Map<LogFileName, List<LogLine>> present = new TreeMap<>();
  private boolean live;
  private Process process;
  private boolean closed;

  /**
   * @param passed how many lines of each file were passed on before; this goes on counting
   * @param connected is run when the node has answered
   */
  LogStream(
      Reach.Target node,
      Map<LogFileName, Integer> passed,
      Consumer<Event> events,
      Runnable connected) {
    this.node = node;
    this.passed = passed;
    this.events = events;
    this.connected = connected;
  }

  /** Reads until the program ends; says {@link Event.Ended} last in any case. */
  void read(List<String> ssh) throws InterruptedException {
    Optional<String> failure = Optional.of("the connection ended");
    try {
      Path said = Files.createTempFile("cell-log-", ".err");
      try {
        failure = read(new ProcessBuilder(ssh).redirectError(said.toFile()), said);
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException | UncheckedIOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    } finally {
      events.accept(new Event.Ended(node, failure));
    }
  }

  private Optional<String> read(ProcessBuilder program, Path said)
      throws IOException, InterruptedException {
    start(program);
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(line);
      }
      int status = process.waitFor();
      return status == 0 && live
          ? Optional.empty()
          : Optional.of(SshWords.reason(Files.readAllLines(said)));
    }
  }

  private synchronized void start(ProcessBuilder program) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    process = program.start();
  }

  /** Ends ssh, and with it what runs on the node; then {@link #read} returns. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      process.destroy();
    }
  }

  private void accept(String line) {
    if (line.equals(PRESENT) && !live) {
      live = true;
      events.accept(new Event.Present(presentByLog()));
      return;
    }
    connected.run();
    int space = line.indexOf(' ');
    String file = space < 0 ? "" : line.substring(0, space);
    LogFileName.parse(file).ifPresent(name -> add(name, line.substring(space + 1)));
  }

  private void add(LogFileName name, String text) {
    LogLine line = new LogLine(node.label(), name.log(), text);
    if (live) {
      passed.merge(name, 1, Integer::sum);
      events.accept(new Event.Added(line));
    } else {
      present.computeIfAbsent(name, ignored -> new ArrayList<>()).add(line);
    }
  }

  /** A log's older files come before its newer ones; a reconnection passes only what is new. */
  private List<List<LogLine>> presentByLog() {
    Map<String, List<LogLine>> byLog = new TreeMap<>();
    present.forEach(
        (name, lines) -> {
          int known = passed.getOrDefault(name, 0);
          int first = known <= lines.size() ? known : 0; // fewer lines: it was turned over
          byLog
              .computeIfAbsent(name.log(), ignored -> new ArrayList<>())
              .addAll(lines.subList(first, lines.size()));
          passed.put(name, lines.size());
        });
    present.clear();
    return List.copyOf(byLog.values());
  }
}
