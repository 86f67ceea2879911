package io.cellos.mesos.agent.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;

/** Runs commands as processes of this machine, their output in the task's {@code stderr}. */
public final class ProcessCommands implements CommandRunner {
  private final Path sandbox;
  private final Map<String, String> environment;
  private final List<String> before;

  /**
   * @param sandbox where they run
   * @param environment of the task; what the command has of its own is added
   * @param before the words that make the task's user of the agent's; may be none
   */
  public ProcessCommands(Path sandbox, Map<String, String> environment, List<String> before) {
    this.sandbox = sandbox;
    this.environment = Map.copyOf(environment);
    this.before = List.copyOf(before);
  }

  @Override
  public int run(CommandInfo command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(before);
    words.addAll(words(command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(sandbox.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    command
        .getEnvironment()
        .getVariablesList()
        .forEach(variable -> builder.environment().put(variable.getName(), variable.getValue()));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(sandbox.resolve("stderr").toFile()));
    Process process = builder.start();
    try {
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The command as a program and its arguments; the first argument is the program's name again. */
  public static List<String> words(CommandInfo command) {
    if (command.getShell()) {
      return List.of("/bin/sh", "-c", command.getValue());
    }
    List<String> words = new ArrayList<>(List.of(command.getValue()));
    command.getArgumentsList().stream().skip(1).forEach(words::add);
    return words;
  }
}
