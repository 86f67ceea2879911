package io.cellos.cli.output;

import io.cellos.base.process.ShellWords;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes commands in messages fit to be pasted: they get the options that chose the backend in this
 * run. Backends and whoever waits for cells know nothing of options, and so write {@code cell list
 * demo}; this is the one place where that becomes {@code cell list --backend aws demo}. The options
 * stand before all arguments, where every verb takes them.
 */
public final class NextSteps {
  private final Collection<String> verbs;
  private List<String> options = List.of();

  /**
   * @param verbs what follows {@code cell} in a command, such as {@code list}
   */
  public NextSteps(Collection<String> verbs) {
    this.verbs = verbs;
  }

  /**
   * @param words the options that chose the backend, such as {@code --backend aws}
   */
  public void carry(List<String> words) {
    options = List.copyOf(words);
  }

  public List<String> options() {
    return options;
  }

  private String quoted() {
    return options.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /** The text with the options in each command that does not name a backend already. */
  public String in(String text) {
    if (options.isEmpty()) {
      return text;
    }
    // some are followed by a verb of their own
    String words = "(?:nucleus|task|app) [a-z]+|" + String.join("|", verbs);
    return Pattern.compile(
            "(?<![\\w/.-])cell (?:%s)(?![\\w-])(?![^,;\n]* --backend)".formatted(words))
        .matcher(text)
        .replaceAll("$0 " + Matcher.quoteReplacement(quoted()));
  }
}
