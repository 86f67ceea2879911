package io.cellos.cli.testing;

import io.cellos.backend.testing.InMemoryBackend;
import io.cellos.backend.testing.ManualPace;
import io.cellos.cli.CellProgram;
import io.cellos.cli.Surroundings;
import io.cellos.cli.input.Backends;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs of the cell command against a fake backend and a clock that only waiting moves. */
public final class CellRun {
  private final ManualPace pace = new ManualPace();
  private final InMemoryBackend backend = new InMemoryBackend(pace);
  private final FakeInterrupts interrupts = new FakeInterrupts();
  private final Map<String, String> env = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean terminal;
  private String input = "";

  /** How a run ended. */
  public record Result(int status, String out, String err) {}

  public ManualPace pace() {
    return pace;
  }

  public InMemoryBackend backend() {
    return backend;
  }

  public FakeInterrupts interrupts() {
    return interrupts;
  }

  public CellRun env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** From now on a person sits there who types this. */
  public CellRun typing(String text) {
    terminal = true;
    input = text;
    return this;
  }

  /** What has been printed so far, from another thread. */
  public String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public Result run(String... args) {
    out.reset();
    err.reset();
    Surroundings around =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            terminal,
            interrupts,
            this::piped,
            pace);
    int status = CellProgram.run(args, around, new Backends(Map.of("local", settings -> backend)));
    return new Result(status, printed(), err.toString(StandardCharsets.UTF_8));
  }

  private int piped(ProcessBuilder program) throws IOException, InterruptedException {
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(out);
    return process.waitFor();
  }
}
