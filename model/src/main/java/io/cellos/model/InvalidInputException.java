package io.cellos.model;

import java.util.List;

/** Input from outside that breaks the rules. It carries every problem found, not only the first. */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  public InvalidInputException(String problem) {
    this(List.of(problem));
  }

  /**
   * @param problems at least one sentence, each saying what is wrong and what is allowed
   */
  public InvalidInputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
