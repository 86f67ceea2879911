package io.cellos.mesos.agent.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;

/** Runs commands as processes of this machine, their output in the task's {@code stderr}. */
@SuppressWarnings("DoNotCallSuggester")
public final class ProcessCommands implements CommandRunner {
  /**
   * @param sandbox where they run
   * @param environment of the task; what the command has of its own is added
   * @param before the words that make the task's user of the agent's; may be none
   */
  public ProcessCommands(Path sandbox, Map<String, String> environment, List<String> before) {}

  @Override
  public int run(CommandInfo command) {
    throw new UnsupportedOperationException();
  }
}
