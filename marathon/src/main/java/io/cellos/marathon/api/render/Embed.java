package io.cellos.marathon.api.render;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is shown of an app besides its definition. */
public enum Embed {
  TASKS,
  DEPLOYMENTS,
  READINESS,
  COUNTS,
  LAST_TASK_FAILURE,
  TASK_STATS;

  private static final List<String> PREFIXES = List.of("group.apps.", "apps.", "app.");

  /** The values of {@code embed} parameters, with any prefix or none; unknown ones are nothing. */
  public static Set<Embed> of(Collection<String> parameters) {
    Set<Embed> all = EnumSet.noneOf(Embed.class);
    for (String parameter : parameters) {
      String name =
          PREFIXES.stream()
              .filter(parameter::startsWith)
              .findFirst()
              .map(prefix -> parameter.substring(prefix.length()))
              .orElse(parameter);
      switch (name) {
        case "tasks" -> all.addAll(List.of(TASKS, DEPLOYMENTS));
        case "failures" -> all.addAll(List.of(TASKS, DEPLOYMENTS, LAST_TASK_FAILURE));
        case "deployments" -> all.add(DEPLOYMENTS);
        case "readiness" -> all.add(READINESS);
        case "counts" -> all.add(COUNTS);
        case "lastTaskFailure" -> all.add(LAST_TASK_FAILURE);
        case "taskStats" -> all.add(TASK_STATS);
        default -> {} // as upstream: what is not known is not embedded
      }
    }
    return all;
  }
}
