package io.cellos.it;

import io.cellos.base.process.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the project's {@code cell} command as a user would, with a home folder of its own.
 *
 * @param prefix words before the command
 * @param environment what its environment has besides this process'
 */
public record Launcher(
    Path script, Path home, List<String> prefix, Map<String, String> environment) {

  public Launcher(Path script, Path home) {
    this(script, home, List.of(), Map.of());
  }

  /** The same in other surroundings. */
  public Launcher within(List<String> words, Map<String, String> variables) {
    return new Launcher(script, home, words, variables);
  }

  /** What a run of the command did. */
  public record Result(int exit, String out, String err, Duration took) {
    /** The result itself if the command succeeded. */
    public Result expectDone() {
      if (exit != 0) {
        throw new AssertionError("cell ended with " + exit + "\n" + out + "\n" + err);
      }
      return this;
    }
  }

  /** The launcher of the checkout that this program runs in. */
  public static Launcher of(Path home) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("cell"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run this inside a checkout of cell-os");
      }
    }
    return new Launcher(folder.resolve("cell"), home);
  }

  /** How programs of the built distribution are started. */
  public JavaCommand java() {
    Path dist = script.resolveSibling("cli/target/dist");
    Path cache = dist.resolve("cell.aot");
    return new JavaCommand(
        JavaCommand.current().java(),
        dist.resolve("lib/cell-os-backend-local-2.0.0.jar").toString(),
        Files.exists(cache) ? cache : null);
  }

  /** Starts the command and does not wait; its input is empty. */
  public Process start(Map<String, String> variables, String... arguments) {
    return start(variables, List.of(), arguments);
  }

  /**
   * Starts the command as a terminal's shell does, so that Ctrl-C ends it. What runs in the
   * background of a script, as these tests may, ignores that signal, and so do its children.
   */
  public Process startInteractive(String... arguments) {
    List<String> heedInterrupt = List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV");
    return start(Map.of(), heedInterrupt, arguments);
  }

  private Process start(Map<String, String> variables, List<String> before, String... arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(before);
    words.add(script.toString());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("CELLOS_HOME", home.toString());
    builder.environment().putAll(environment);
    builder.environment().putAll(variables);
    builder.redirectInput(new java.io.File("/dev/null"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command to its end, at most five minutes. */
  public Result run(String... arguments) {
    return await(start(Map.of(), arguments));
  }

  /** Waits for a command that was started. */
  public Result await(Process process) {
    long begin = System.nanoTime();
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("cell did not end: " + err.join());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Result(process.exitValue(), out.join(), err.join(), took);
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().name("output-of-cell").start(task));
  }
}
