package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of roles: {@code *}, {@code web}, {@code eng/web}. */
public final class Roles {
  /** The role of resources that nobody has reserved. */
  public static final String ANY = "*";

  private static final Pattern BLANK = Pattern.compile("[\\x09-\\x0d\\x20\\x7f]");

  private Roles() {}

  /** What is wrong with the name, in Mesos' words. */
  public static Optional<String> problem(String role) {
    if (role.equals(ANY)) {
      return Optional.empty();
    }
    if (role.isEmpty()) {
      return Optional.of("Role names cannot be the empty string");
    }
    if (role.startsWith("/")) {
      return Optional.of("Role '" + role + "' cannot start with a slash");
    }
    if (role.endsWith("/")) {
      return Optional.of("Role '" + role + "' cannot end with a slash");
    }
    if (role.contains("//")) {
      return Optional.of("Role '" + role + "' cannot contain two adjacent slashes");
    }
    return Arrays.stream(role.split("/", -1))
        .flatMap(component -> problem(role, component).stream())
        .findFirst();
  }

  private static Optional<String> problem(String role, String component) {
    if (component.equals(".") || component.equals("..") || component.equals(ANY)) {
      return Optional.of("Role '%s' cannot include '%s' as a component".formatted(role, component));
    }
    if (component.startsWith("-")) {
      return Optional.of(
          "Role component '%s' is invalid because it starts with a dash".formatted(component));
    }
    if (BLANK.matcher(component).find()) {
      return Optional.of(
          "Role component '%s' is invalid because it contains backspace or whitespace"
              .formatted(component));
    }
    return Optional.empty();
  }

  /** Whether the role is below the other one, as {@code eng/web} is below {@code eng}. */
  public static boolean isStrictSubrole(String role, String ancestor) {
    return role.length() > ancestor.length()
        && role.charAt(ancestor.length()) == '/'
        && role.startsWith(ancestor);
  }

  /** The roles above, nearest first. */
  public static List<String> ancestors(String role) {
    List<String> ancestors = new ArrayList<>();
    for (int slash = role.lastIndexOf('/'); slash > 0; slash = role.lastIndexOf('/', slash - 1)) {
      ancestors.add(role.substring(0, slash));
    }
    return ancestors;
  }
}
