package io.cellos.cli.output;

import io.cellos.base.text.NearWord;
import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code -o} may name. */
public enum Format {
  TABLE,
  JSON,
  YAML;

  /** For the help and the completion script. */
  public static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    public Names() {
      super(names());
    }
  }

  /**
   * @throws InvalidInputException if there is no such format
   */
  public static Format parse(String text) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"%s\" is not an output format: choose %s%s"
                        .formatted(
                            text, String.join(", ", names()), NearWord.hint(text, names()))));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Format::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
