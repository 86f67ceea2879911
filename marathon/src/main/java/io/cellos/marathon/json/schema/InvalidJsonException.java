package io.cellos.marathon.json.schema;

import io.cellos.marathon.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** JSON of the wrong shape: a missing field, a wrong type, a value out of its range. */
public final class InvalidJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable list
  private final List<Problem> problems;

  public InvalidJsonException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.path() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
