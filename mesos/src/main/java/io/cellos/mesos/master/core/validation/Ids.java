package io.cellos.mesos.master.core.validation;

import java.util.Optional;

/** Ids become names of directories on agents. */
public final class Ids {
  private static final int LONGEST = 255;

  private Ids() {}

  public static Optional<String> problem(String id) {
    if (id.isEmpty()) {
      return Optional.of("ID must not be empty");
    }
    if (id.length() > LONGEST) {
      return Optional.of("ID must not be greater than " + LONGEST + " characters");
    }
    if (id.equals(".") || id.equals("..")) {
      return Optional.of("'" + id + "' is disallowed");
    }
    boolean odd = id.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\');
    return odd ? Optional.of("'" + id + "' contains invalid characters") : Optional.empty();
  }
}
