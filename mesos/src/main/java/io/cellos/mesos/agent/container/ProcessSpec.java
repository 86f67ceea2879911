package io.cellos.mesos.agent.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param id of its container
 * @param directory where it runs; its output goes to {@code stdout} and {@code stderr} there
 * @param command the program and its arguments
 * @param environment all of it; nothing is inherited
 * @param joins files into which the process writes its id before all else: control groups
 */
public record ProcessSpec(
    String id,
    Path directory,
    List<String> command,
    Map<String, String> environment,
    List<Path> joins) {
  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    joins = List.copyOf(joins);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a process has a command");
    }
  }
}
