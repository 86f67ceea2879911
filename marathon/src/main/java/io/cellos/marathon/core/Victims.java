package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<Instance> ordered = new ArrayList<>(candidates);
    ordered.sort(order(spec));
    List<String> fields = spread(spec);
    if (fields.isEmpty()) {
      return List.copyOf(ordered.subList(0, Math.min(count, ordered.size())));
    }
    Map<Optional<Place>, List<Instance>> byPlace = new LinkedHashMap<>();
    for (Instance instance : ordered) {
      byPlace.computeIfAbsent(instance.place(), place -> new ArrayList<>()).add(instance);
    }
    Spread spreading = new Spread(fields, order(spec));
    byPlace.values().forEach(spreading::add);
    return spreading.choose(count);
  }

  /** The same of instances that are kept in order: it looks at few of them. */
  static List<Instance> ofRanks(List<Ranks> candidates, RunSpec spec, int count) {
    if (count <= 0) {
      return List.of();
    }
    List<String> fields = spread(spec);
    if (fields.isEmpty()) {
      List<Instance> first = new ArrayList<>();
      candidates.forEach(
          ranked -> first.addAll(ranked.first(count, spec.policies().killSelection())));
      return choose(first, spec, count);
    }
    Spread spreading = new Spread(fields, order(spec));
    candidates.forEach(
        ranked -> ranked.byPlace(spec.policies().killSelection()).forEach(spreading::add));
    return spreading.choose(count);
  }

  /** The fields by which the app wants to be spread. Only then does it matter who stays where. */
  private static List<String> spread(RunSpec spec) {
    return spec.placement().constraints().stream()
        .filter(constraint -> constraint.operator() == Constraint.Operator.GROUP_BY)
        .map(Constraint::field)
        .toList();
  }

  static boolean isUseless(Instance instance) {
    return weight(instance) < 3;
  }

  private static Comparator<Instance> order(RunSpec spec) {
    Comparator<Instance> age = Comparator.comparing(Victims::begin);
    return Comparator.comparingInt(Victims::weight)
        .thenComparing(
            switch (spec.policies().killSelection()) {
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
