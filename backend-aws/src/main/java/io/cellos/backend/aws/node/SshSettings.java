package io.cellos.backend.aws.node;

import io.cellos.backend.Settings;
import io.cellos.base.process.ShellWords;
import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the user wants ssh to be called.
 *
 * @param user who to be on a node
 * @param seconds how long one connection may take to begin
 * @param port where the nodes' ssh servers listen
 * @param options more words for the command line of ssh
 */
record SshSettings(String user, int seconds, int port, List<String> options) {
  static final String DEFAULT_USER = "ec2-user";
  private static final int DEFAULT_SECONDS = 5;
  private static final int MOST_SECONDS = 600;
  private static final int DEFAULT_PORT = 22;
  private static final int MOST_PORT = 65_535;

  SshSettings {
    options = List.copyOf(options);
  }

  /**
   * Reads the settings {@code ssh-user}, {@code ssh-timeout}, {@code ssh-port} and {@code
   * ssh-options}.
   *
   * @throws InvalidInputException naming every one that is wrong
   */
  static SshSettings of(Settings chosen) {
    List<String> problems = new ArrayList<>();
    String user = chosen.get("ssh-user").orElse(DEFAULT_USER);
    if (!user.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}")) {
      problems.add("\"" + user + "\" is no user name (ssh-user)");
    }
    int seconds = number(chosen, "ssh-timeout", DEFAULT_SECONDS, MOST_SECONDS, problems);
    int port = number(chosen, "ssh-port", DEFAULT_PORT, MOST_PORT, problems);
    List<String> options = options(chosen, problems);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new SshSettings(user, seconds, port, options);
  }

  private static int number(
      Settings chosen, String key, int usual, int most, List<String> problems) {
    String text = chosen.get(key).orElse(Integer.toString(usual));
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > most) {
      problems.add("\"%s\" is not a number from 1 to %d (%s)".formatted(text, most, key));
      return usual;
    }
    return Integer.parseInt(text);
  }

  /** A first word without a hyphen would be the host that ssh goes to. */
  private static List<String> options(Settings chosen, List<String> problems) {
    try {
      List<String> words = ShellWords.split(chosen.get("ssh-options").orElse(""));
      if (!words.isEmpty() && !words.getFirst().startsWith("-")) {
        problems.add("options of ssh begin with \"-\", not with \"" + words.getFirst() + "\"");
      }
      return words;
    } catch (InvalidInputException e) {
      problems.addAll(e.problems().stream().map(problem -> problem + " (ssh-options)").toList());
      return List.of();
    }
  }
}
