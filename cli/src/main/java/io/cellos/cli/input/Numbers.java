package io.cellos.cli.input;

import io.cellos.model.InvalidInputException;
import java.math.BigDecimal;

/** Amounts on the command line. */
public final class Numbers {
  private Numbers() {}

  /**
   * @throws InvalidInputException if it is no number
   */
  public static BigDecimal parse(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("\"" + text + "\" is no number such as 0.5 or 64");
    }
  }
}
