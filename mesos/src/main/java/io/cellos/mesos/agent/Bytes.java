package io.cellos.mesos.agent;

import io.cellos.model.InvalidInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as Mesos' flags have them: {@code 2GB}. */
final class Bytes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KB|MB|GB|TB)");
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");

  private Bytes() {}

  /**
   * @throws InvalidInputException if the text is none
   */
  static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidInputException(
          "\"" + text + "\" is not an amount of bytes: write for example 512MB or 2GB");
    }
    return Long.parseLong(form.group(1)) << (10 * UNITS.indexOf(form.group(2)));
  }
}
