package io.cellos.backend.aws.template;

import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Settings that are one value for all roles, or one for each of some: {@code m7g.large}, {@code
 * nucleus=m7g.large,stateless-body=c7g.xlarge}.
 */
final class PerRole {
  private PerRole() {}

  /**
   * @throws InvalidInputException naming every part that is wrong
   */
  static <T> Map<Role, T> parse(String text, Function<String, T> value) {
    Map<Role, T> all = new EnumMap<>(Role.class);
    if (!text.contains("=")) {
      T same = value.apply(text.strip());
      for (Role role : Role.values()) {
        all.put(role, same);
      }
      return all;
    }
    List<String> problems = new ArrayList<>();
    for (String part : text.split(",")) {
      try {
        String[] sides = part.split("=", 2);
        if (sides.length < 2) {
          throw new InvalidInputException(
              "\"" + part.strip() + "\" names no role: write it like nucleus=" + part.strip());
        }
        Role role = Role.parse(sides[0].strip());
        if (all.put(role, value.apply(sides[1].strip())) != null) {
          throw new InvalidInputException("the " + role + " is given twice in \"" + text + "\"");
        }
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return all;
  }
}
