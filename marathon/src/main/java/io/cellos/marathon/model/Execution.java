package io.cellos.marathon.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an app's task executes.
 *
 * @param cmd a line for the shell
 * @param args the words instead; with an image they follow its entrypoint
 * @param executor empty or {@code //cmd} for Mesos' own
 * @param tty whether it gets a terminal
 */
public record Execution(
    Optional<String> cmd,
    List<String> args,
    Optional<String> user,
    Map<String, EnvValue> env,
    List<FetchUri> fetch,
    String executor,
    Optional<Boolean> tty) {
  public Execution {
    args = List.copyOf(args);
    env = Copies.map(env);
    fetch = List.copyOf(fetch);
  }
}
