package io.cellos.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many characters fit on the terminal. */
public record TerminalSize(int columns, int rows) {
  public static final TerminalSize USUAL = new TerminalSize(80, 24);
  private static final Pattern STTY = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  /** Asks the terminal itself, then {@code COLUMNS} and {@code LINES}; else the usual 80 by 24. */
  public static TerminalSize detect(Map<String, String> env) {
    return ofTerminal()
        .orElseGet(
            () ->
                new TerminalSize(
                    number(env.get("COLUMNS"), USUAL.columns),
                    number(env.get("LINES"), USUAL.rows)));
  }

  private static Optional<TerminalSize> ofTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return parse(stty.inputReader().readAllAsString());
    } catch (IOException e) {
      return Optional.empty(); // no terminal, or no stty
    }
  }

  /** Reads {@code <rows> <columns>}; a terminal that does not know its size says 0 0. */
  static Optional<TerminalSize> parse(String text) {
    Matcher words = STTY.matcher(text);
    if (!words.matches()) {
      return Optional.empty();
    }
    TerminalSize size =
        new TerminalSize(Integer.parseInt(words.group(2)), Integer.parseInt(words.group(1)));
    return size.columns > 0 && size.rows > 0 ? Optional.of(size) : Optional.empty();
  }

  private static int number(String text, int otherwise) {
    return text != null && text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : otherwise;
  }
}
