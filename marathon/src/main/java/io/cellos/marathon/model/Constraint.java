package io.cellos.marathon.model;

import java.util.Optional;

/** Where instances may go, such as {@code hostname UNIQUE}. */
public record Constraint(String field, Operator operator, Optional<String> value) {
  /** How the field of an agent is compared. */
  public enum Operator {
    UNIQUE,
    CLUSTER,
    GROUP_BY,
    LIKE,
    UNLIKE,
    MAX_PER,
    IS
  }
}
