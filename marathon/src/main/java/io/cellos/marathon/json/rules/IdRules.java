package io.cellos.marathon.json.rules;

import io.cellos.marathon.model.AppId;
import java.util.List;

/** What must hold for paths. */
public final class IdRules {
  private static final List<String> RESERVED = List.of("restart", "tasks", "versions", ".", "..");

  private IdRules() {}

  /** For any path, relative or absolute. */
  public static void check(String id, Violations violations) {
    List<String> names = AppId.names(id);
    violations.require(
        names.stream()
            .allMatch(name -> AppId.isName(name) || name.equals(".") || name.equals("..")),
        "must fully match regular expression '" + AppId.NAME_RULE + "'");
    violations.require(
        names.isEmpty() || !RESERVED.contains(names.getLast()),
        "must not end with any of the following reserved keywords: " + String.join(", ", RESERVED));
    boolean steps = names.contains(".") || names.contains("..");
    violations.require(
        !id.startsWith("/") || !steps,
        "Identifier is not child of '/"
            + String.join("/", names.subList(0, Math.max(0, names.size() - 1)))
            + "'");
  }

  /** For the path of an app or a pod. */
  static void checkSpec(String id, Violations violations) {
    check(id, violations);
    violations.require(id.startsWith("/"), "Path needs to be absolute");
    violations.require(!AppId.names(id).isEmpty(), "Path must contain at least one path element");
  }
}
