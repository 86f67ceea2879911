package io.cellos.node;

import io.cellos.base.error.ExitCode;
import java.io.PrintStream;
import java.util.Map;

/** The program of a node that is its own world, and the commands on a node's PATH. */
public final class NodeMain {
  private NodeMain() {}

  /** Exits with a status of {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv(), System.out, System.err).status());
  }

  static ExitCode run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    return NodeProgram.run(NodeProgram.Companions.NONE, arguments, environment, out, err);
  }
}
