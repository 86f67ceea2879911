package io.cellos.mesos.agent.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;

/** Commands as programs with arguments. */
final class Commands {
  private Commands() {}

  /**
   * @param user whom the command runs as, if not as the agent
   */
  static List<String> words(CommandInfo command, Optional<String> user) throws LaunchException {
    List<String> words = new ArrayList<>();
    if (user.isPresent()) {
      words.addAll(Users.words(user.get()));
    }
    if (command.getValue().isEmpty()) {
      throw new LaunchException(
          command.getShell()
              ? "Shell command of the task is not specified"
              : "Executable of the task is not specified");
    }
    if (command.getShell()) {
      words.addAll(List.of("/bin/sh", "-c", command.getValue()));
    } else {
      words.add(command.getValue());
      words.addAll(command.getArgumentsList().stream().skip(1).toList()); // the first names it
    }
    return words;
  }
}
