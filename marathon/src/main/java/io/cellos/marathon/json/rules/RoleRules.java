package io.cellos.marathon.json.rules;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What must hold for roles. */
final class RoleRules {
  private static final String UNRESERVED = "*";
  private static final List<Character> FORBIDDEN =
      List.of('\t', '\n', '\u000b', '\f', '\r', ' ', '/', '\u007f');
  private static final List<String> FORBIDDEN_NAMES =
      List.of(
          "horizontal tab (\\x09)",
          "line feed (\\x0a)",
          "vertical tab (\\x0b)",
          "form feed (\\x0c)",
          "carriage return (\\x0d)",
          "space (\\x20)",
          "slash (\\x2f)",
          "backspace (\\x7f)");

  private RoleRules() {}

  static void check(String role, Roles roles, boolean resident, String kind, Violations at) {
    at.require(
        roles.valid().contains(role),
        "got " + role + ", expected one of: [" + String.join(", ", roles.valid()) + "]");
    if (resident) {
      at.require(
          !role.equals(UNRESERVED), "Resident " + kind + "s cannot have the role " + UNRESERVED);
      at.require(
          roles.mayChange() || roles.previous().isEmpty() || roles.previous().get().equals(role),
          "It is not possible to change the role for existing reservations. If you proceed with"
              + " this change, all existing instances will continue to run under the previous"
              + " role, "
              + roles.previous().orElse("")
              + ". Only new instances will be allocated with the new role, "
              + role
              + ". In order to continue, retry your request with ?force=true");
    }
  }

  static void checkAccepted(
      Collection<String> accepted, String role, String kind, boolean resident, Violations at) {
    at.require(
        !resident || Set.copyOf(accepted).equals(Set.of(UNRESERVED)),
        "A resident " + kind + " must have `acceptedResourceRoles = [\"*\"]`.");
    int index = 0;
    for (String name : accepted) {
      checkName(name, at.at(index++));
    }
    Set<String> allowed = new TreeSet<>(List.of(UNRESERVED, role));
    at.require(
        allowed.containsAll(accepted),
        "acceptedResourceRoles can only contain " + String.join(" and ", allowed));
  }

  private static void checkName(String name, Violations at) {
    at.require(!name.isEmpty(), "A role name must not be \"\".");
    at.require(!name.equals("."), "A role name must not be \".\".");
    at.require(!name.equals(".."), "A role name must not be \"..\".");
    at.require(!name.startsWith("-"), "A role name must not start with a '-'.");
    IntStream.range(0, FORBIDDEN.size())
        .filter(i -> name.indexOf(FORBIDDEN.get(i)) >= 0)
        .forEach(
            i ->
                at.add("A role name must not include a " + FORBIDDEN_NAMES.get(i) + " character."));
  }
}
