package io.cellos.mesos.agent.check;

import java.io.IOException;
import org.apache.mesos.v1.Protos.CommandInfo;

/** Runs a command where the task runs: in its sandbox, or inside its container. */
public interface CommandRunner {
  /**
   * Returns when it has ended. If the thread is interrupted, the command and all that it started is
   * killed.
   *
   * @return its exit code; 128 and the signal's number if a signal ended it
   * @throws IOException if it can't be started
   */
  int run(CommandInfo command) throws IOException, InterruptedException;
}
