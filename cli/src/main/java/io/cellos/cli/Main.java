package io.cellos.cli;

import io.cellos.base.lifecycle.Logs;
import io.cellos.cli.input.Backends;

/** The {@code cell} command. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    Logs.off();
    Surroundings around = Surroundings.ofProcess();
    System.exit(CellProgram.run(args, around, Backends.standard()));
  }
}
