package io.cellos.mesos.master.core.validation;

import java.util.Optional;

/** Asks one question after another until there is a problem. */
final class First {
  private First() {}

  interface Question {
    Optional<String> problem();
  }

  static Optional<String> of(Question... questions) {
    for (Question question : questions) {
      Optional<String> problem = question.problem();
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  static Optional<String> when(boolean wrong, String problem) {
    return wrong ? Optional.of(problem) : Optional.empty();
  }
}
