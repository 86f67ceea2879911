package io.cellos.cli.command;

import io.cellos.base.process.ShellWords;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words that continue what was typed. */
final class Again {
  /** What is about this run only; which backend is meant, {@code NextSteps} adds. */
  private static final Set<String> OF_THIS_RUN =
      Set.of(
          "--timeout",
          "--no-wait",
          "--dry-run",
          "--yes",
          "--verbose",
          "--backend",
          "--region",
          "--profile",
          "--cell_config");

  private Again() {}

  /**
   * @param begin the words before the options, such as {@code cell create demo}
   */
  static String words(String begin, CommandSpec spec) {
    StringBuilder words = new StringBuilder(begin);
    Set<OptionSpec> typed =
        new LinkedHashSet<>(spec.commandLine().getParseResult().matchedOptions());
    for (OptionSpec option : typed) {
      String name = option.longestName();
      if (OF_THIS_RUN.contains(name)) {
        continue;
      }
      if (option.arity().max() == 0) {
        words.append(' ').append(name);
      } else {
        option
            .originalStringValues()
            .forEach(value -> words.append(' ' + name + ' ' + ShellWords.quote(value)));
      }
    }
    return words.toString();
  }
}
