package io.cellos.marathon.json.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What must hold for placement constraints. */
final class ConstraintRules {
  private static final Pattern TEXT_OR_FLOAT = Pattern.compile("^[a-zA-Z0-9_/.-]*$");

  private ConstraintRules() {}

  /** An app's constraint: field, operator and perhaps a value. */
  static void check(List<String> constraint, Violations violations) {
    if (constraint.size() < 2 || constraint.size() > 3) {
      violations.add("Each constraint must have either 2 or 3 fields");
    } else if (constraint.getFirst().isEmpty()) {
      violations.add("illegal constraint specification");
    } else {
      Optional<String> value =
          constraint.size() == 3 ? Optional.of(constraint.get(2)) : Optional.empty();
      check(constraint.get(0), constraint.get(1).toUpperCase(Locale.ROOT), value, violations);
    }
  }

  static void check(String field, String operator, Optional<String> value, Violations violations) {
    violations.require(!field.isEmpty(), "missing field for constraint declaration");
    switch (operator) {
      case "UNIQUE" ->
          violations.require(
              value.filter(text -> !text.isEmpty()).isEmpty(), "UNIQUE does not accept a value");
      case "CLUSTER" -> {
        // any value, or none
      }
      case "GROUP_BY" ->
          violations.require(
              value.isEmpty() || isWhole(value.get()),
              "GROUP BY must define an integer value or else no value at all");
      case "MAX_PER" ->
          violations.require(
              value.isPresent() && isWhole(value.get()), "MAX_PER requires an integer value");
      case "LIKE", "UNLIKE" -> checkRegex(value, violations);
      case "IS" ->
          violations.require(
              TEXT_OR_FLOAT.matcher(value.orElse("")).matches(),
              "IS only supports Mesos text and float values (see"
                  + " http://mesos.apache.org/documentation/latest/attributes-resources/)");
      default ->
          violations.add(
              "operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER,"
                  + " UNLIKE or IS");
    }
  }

  private static void checkRegex(Optional<String> value, Violations violations) {
    if (value.isEmpty()) {
      violations.add("LIKE and UNLIKE require a non-empty, regular expression value");
    } else if (!isRegex(value.get())) {
      violations.add("is not a valid regular expression");
    }
  }

  static boolean isRegex(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException | StackOverflowError e) { // the JDK reads nesting by recursion
      return false;
    }
  }

  private static boolean isWhole(String text) {
    try {
      Integer.parseInt(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
