package io.cellos.cli;

import io.cellos.cli.input.Backends;

/** One run of the {@code cell} command, without the exit. */
public final class CellProgram {
  private CellProgram() {}

  /**
   * @return the exit status: one of {@link io.cellos.base.error.ExitCode}, the status of a command
   *     run on nodes, or 130 if interrupted
   */
  public static int run(String[] args, Surroundings around, Backends backends) {
    int status = CommandTree.forArguments(args, around, backends).execute(args);
    around.out().flush();
    around.err().flush();
    return status;
  }
}
