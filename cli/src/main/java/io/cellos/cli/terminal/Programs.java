package io.cellos.cli.terminal;

import java.io.IOException;

/** Runs other programs where this one stands: with its input, output and terminal. */
@FunctionalInterface
public interface Programs {

  /**
   * Runs the program to its end.
   *
   * @return its exit status
   * @throws IOException if it can't be started
   */
  int run(ProcessBuilder program) throws IOException, InterruptedException;

  /** Programs that inherit this process' input and output. */
  static Programs inheriting() {
    return program -> program.inheritIO().start().waitFor();
  }
}
