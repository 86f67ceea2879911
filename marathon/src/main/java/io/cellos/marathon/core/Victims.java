package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.constraint.AgentFields;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.KillSelection;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which instances end when there are too many: first those that do no work, then those of which
 * there are most at one place, if the app wants to be spread, then by their age.
 */
final class Victims {
  private Victims() {}

  /** Puts those first that are missed least. */
  static List<Instance> choose(Collection<Instance> candidates, RunSpec spec, int count) {
    if (count <= 0) {
      return List.of();
    }
    Comparator<Instance> order = order(spec.policies().killSelection());
    List<String> spread = spread(spec);
    if (spread.isEmpty() && count == 1) {
      return candidates.stream().min(order).stream().toList(); // the usual step of a restart
    }
    List<Instance> ordered = new ArrayList<>(candidates);
    ordered.sort(order);
    if (spread.isEmpty() || ordered.size() <= count) {
      return List.copyOf(ordered.subList(0, Math.min(count, ordered.size())));
    }
    List<Instance> chosen = new ArrayList<>();
    for (Iterator<Instance> all = ordered.iterator(); all.hasNext() && chosen.size() < count; ) {
      Instance next = all.next();
      if (isUseless(next)) {
        chosen.add(next);
        all.remove();
      }
    }
    while (chosen.size() < count) {
      Instance next = ofTheMost(ordered, spread);
      chosen.add(next);
      ordered.remove(next);
    }
    return chosen;
  }

  /** The fields by which the app wants to be spread. Only then does it matter who stays where. */
  static List<String> spread(RunSpec spec) {
    return spec.placement().constraints().stream()
        .filter(constraint -> constraint.operator() == Constraint.Operator.GROUP_BY)
        .map(Constraint::field)
        .toList();
  }

  /** The first of those that are where most are, by each field in turn. */
  private static Instance ofTheMost(List<Instance> ordered, List<String> fields) {
    List<Instance> left = ordered;
    for (String field : fields) {
      Map<String, Integer> counts = new HashMap<>();
      left.forEach(instance -> counts.merge(value(instance, field), 1, Integer::sum));
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      Set<String> places = new HashSet<>();
      counts.forEach(
          (place, number) -> {
            if (number == most) {
              places.add(place);
            }
          });
      left = left.stream().filter(instance -> places.contains(value(instance, field))).toList();
    }
    return left.getFirst();
  }

  /** What the field is of the instance's agent; empty if it has none. */
  private static String value(Instance instance, String field) {
    return instance.place().flatMap(place -> AgentFields.read(field, place)).orElse("");
  }

  private static boolean isUseless(Instance instance) {
    return weight(instance) < 3;
  }

  private static Comparator<Instance> order(KillSelection selection) {
    Comparator<Instance> age = Comparator.comparing(Victims::begin);
    return Comparator.comparingInt(Victims::weight)
        .thenComparing(
            switch (selection) {
              case YOUNGEST_FIRST -> age.reversed();
              case OLDEST_FIRST -> age;
            });
  }

  static Timestamp begin(Instance instance) {
    return instance.activeSince().orElse(instance.since());
  }

  /** The less it does, the less. */
  static int weight(Instance instance) {
    return switch (instance.condition()) {
      case SCHEDULED -> instance.volumes().isEmpty() ? 0 : 1;
      case UNREACHABLE_INACTIVE, UNREACHABLE -> 1;
      case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN -> 1;
      case KILLING -> 2;
      case PROVISIONED -> 3;
      case STAGING -> 4;
      case STARTING -> 5;
      case RUNNING -> running(instance);
    };
  }

  private static int running(Instance instance) {
    if (!instance.healthy().orElse(true)) {
      return 2;
    }
    return Fitness.isWell(instance) ? 7 : 6;
  }
}
