package io.cellos.base.process;

import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a POSIX shell writes and reads them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final String ESCAPED_IN_DOUBLE_QUOTES = "\"\\$`\n";

  private ShellWords() {}

  /**
   * One word is a shell command as it stands, pipes and all. Several words are a program and its
   * arguments: each is quoted, so that the node's shell gives it on unchanged.
   */
  public static String command(List<String> words) {
    return words.size() == 1 ? words.getFirst() : program(words);
  }

  /** A program and its arguments as one shell command; each word arrives unchanged. */
  public static String program(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /** The word as a shell reads it back. */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * The words that a shell makes of the text, by its rules for spaces, quotes and backslashes.
   * Nothing is expanded.
   *
   * @throws InvalidInputException if a quote is not closed
   */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        boolean kept = quote == '"' && ESCAPED_IN_DOUBLE_QUOTES.indexOf(next) < 0;
        word.append(kept ? "\\" : "").append(next);
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new InvalidInputException("a quote is not closed in: " + text);
    }
    if (word != null) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }
}
