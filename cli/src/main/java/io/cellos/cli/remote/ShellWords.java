package io.cellos.cli.remote;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes one shell command of the words a user typed. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /**
   * One word is a shell command as it stands, pipes and all. Several words are a program and its
   * arguments: each is quoted, so that the node's shell gives it on unchanged.
   */
  public static String command(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /** The word as a shell reads it back. */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
