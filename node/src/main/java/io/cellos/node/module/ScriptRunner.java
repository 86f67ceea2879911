package io.cellos.node.module;

import io.cellos.base.time.Deadline;
import io.cellos.node.boot.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs executables of user modules, in their directory and the node's environment, with their
 * output appended to a log.
 *
 * <p>They stay in the process group of the node, so that whoever ends the group ends them and what
 * they left in the background. One that takes too long, or runs while the node stops, is ended
 * together with its descendants.
 *
 * @param environment asked anew for each run
 * @param timeout for one run
 */
public record ScriptRunner(EnvironmentSource environment, Duration timeout) {
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Where the environment of an executable comes from. */
  @FunctionalInterface
  public interface EnvironmentSource {
    Map<String, String> get() throws IOException;
  }

  /**
   * Runs it and waits for its end.
   *
   * @param title is written to the log before its output
   * @throws StepFailedException if it can't be started, ends with another status than 0 or takes
   *     longer than the timeout
   * @throws IOException if the log can't be written
   * @throws InterruptedException if the node stops; the executable is ended then
   */
  void run(String title, Path executable, Path log)
      throws StepFailedException, IOException, InterruptedException {
    Files.writeString(
        log, "--- " + title + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Process process = start(executable, log);
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        end(process);
      }
    }
    if (!ended) {
      throw new StepFailedException(
          "it did not end within " + timeout.toSeconds() + " s, see " + log);
    }
    if (process.exitValue() != 0) {
      throw new StepFailedException(
          "exit status %d, last output \"%s\", see %s"
              .formatted(process.exitValue(), lastLine(log), log));
    }
  }

  private Process start(Path executable, Path log) throws StepFailedException, IOException {
    ProcessBuilder builder = new ProcessBuilder(executable.toString());
    builder.directory(executable.getParent().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment.get());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StepFailedException(
          e.getMessage() + " (does its first line name an interpreter, like #!/bin/sh?)");
    }
  }

  /** First asks, then kills; the caller may be interrupted already. */
  private static void end(Process process) {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    tree.forEach(ProcessHandle::destroy);
    boolean interrupted = Thread.interrupted();
    try {
      Deadline.in(GRACE)
          .await(Duration.ofMillis(20), () -> tree.stream().noneMatch(ProcessHandle::isAlive));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String lastLine(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later).strip();
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
