package io.cellos.cli.input;

import io.cellos.model.InvalidInputException;

/** Which nodes of a group are meant. */
public sealed interface NodeChoice {

  /** Every node of the group. */
  record All() implements NodeChoice {}

  /** The first node that is healthy; written 0. */
  record FirstHealthy() implements NodeChoice {}

  /** One node by its index, counted from 1. */
  record Numbered(int index) implements NodeChoice {}

  /**
   * Reads {@code all}, 0, or an index from 1.
   *
   * @throws InvalidInputException for anything else
   */
  static NodeChoice parse(String text) {
    if (text.equals("all")) {
      return new All();
    }
    if (!text.matches("\\d{1,6}")) {
      throw new InvalidInputException(
          "\""
              + text
              + "\" is not an index: write 1, 2, … for one node, 0 for the first healthy one,"
              + " all for all of them");
    }
    int index = Integer.parseInt(text);
    return index == 0 ? new FirstHealthy() : new Numbered(index);
  }
}
