package io.cellos.marathon.model;

import java.util.List;

/** What is executed: a line for the shell, or the words themselves. */
public sealed interface Command {
  record Shell(String line) implements Command {}

  record Argv(List<String> words) implements Command {
    public Argv {
      words = List.copyOf(words);
    }
  }
}
