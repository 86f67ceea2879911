package io.cellos.node.program;

import io.cellos.node.module.NodeModule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service of the node that is a program of its own and serves on one port. */
public abstract class ProgramModule implements NodeModule {
  private final String name;
  private final int port;
  private SupervisedProgram program;
  private boolean closed;

  protected ProgramModule(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /** Starts the program; called once. */
  protected abstract SupervisedProgram begin() throws IOException;

  /**
   * One run of the program.
   *
   * @param environment all of it
   * @param log gets what it prints
   */
  protected static Process run(
      List<String> command, Path directory, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final synchronized void start() throws IOException {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    if (program == null) {
      program = begin();
    }
  }

  /** Whether it was started, and is kept up. */
  protected final synchronized boolean isKept() {
    return program != null;
  }

  private synchronized Optional<SupervisedProgram> kept() {
    return Optional.ofNullable(program);
  }

  @Override
  public final boolean isWell() {
    return kept().map(SupervisedProgram::isWell).orElse(false);
  }

  @Override
  public final Optional<String> waitingFor() {
    String trouble = kept().map(SupervisedProgram::trouble).orElse("");
    return Optional.of(
        name + " to answer on port " + port + (trouble.isEmpty() ? "" : ": " + trouble));
  }

  @Override
  public final void close() {
    SupervisedProgram last;
    synchronized (this) {
      closed = true;
      last = program;
      program = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
