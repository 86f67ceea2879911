package io.cellos.marathon.model;

import java.util.List;
import java.util.stream.Collectors;

/** What a client sent can be read, and breaks rules. It carries every problem found. */
public final class InvalidObjectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable list
  private final List<Problem> problems;

  public InvalidObjectException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.path() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    Checks.require(!problems.isEmpty(), "at least one problem");
    this.problems = List.copyOf(problems);
  }

  public InvalidObjectException(String path, String message) {
    this(List.of(new Problem(path, message)));
  }

  /** Throws if there are problems. */
  public static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidObjectException(problems);
    }
  }

  public List<Problem> problems() {
    return problems;
  }
}
