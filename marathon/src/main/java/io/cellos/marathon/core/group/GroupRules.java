package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What must hold for everything together. */
public final class GroupRules {
  private GroupRules() {}

  public static List<Problem> check(Group root) {
    List<Problem> problems = new ArrayList<>();
    if (new Dependencies(root).areCyclic()) {
      problems.add(whole("Dependency graph has cyclic dependencies."));
    }
    if (root.allGroups().anyMatch(group -> clash(group.apps().keySet(), group.pods().keySet()))) {
      problems.add(whole("Applications and Pods may not share the same id"));
    }
    if (root.allGroups().anyMatch(group -> clash(group.apps().keySet(), group.groups().keySet()))) {
      problems.add(whole("Groups and Applications may not have the same identifier."));
    }
    if (root.allGroups().anyMatch(group -> clash(group.pods().keySet(), group.groups().keySet()))) {
      problems.add(whole("Groups and Pods may not have the same identifier."));
    }
    return problems;
  }

  private static boolean clash(Set<AppId> some, Set<AppId> others) {
    return !Collections.disjoint(some, others);
  }

  private static Problem whole(String message) {
    return new Problem(Problem.WHOLE, message);
  }
}
