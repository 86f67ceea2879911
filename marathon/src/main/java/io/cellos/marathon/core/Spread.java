package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.constraint.AgentFields;
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
 * Which instances end of an app that wants to be spread: after those that do no work, always one of
 * those that are where most are. It looks at agents, not at instances: there are fewer.
 */
final class Spread {
  /** What is on one agent, those first that are missed least. */
  private static final class Spot {
    private final Iterator<Instance> rest;
    private final Map<String, String> values;
    private Instance next;
    private int count;

    private Spot(Collection<Instance> instances, List<String> fields) {
      this.rest = instances.iterator();
      this.next = rest.next();
      this.count = instances.size();
      this.values = new HashMap<>();
      fields.forEach(field -> values.put(field, value(next, field)));
    }

    private Instance take() {
      Instance taken = next;
      next = rest.hasNext() ? rest.next() : null;
      count--;
      return taken;
    }
  }

  private final List<String> fields;
  private final Comparator<Instance> order;
  private final List<Spot> spots = new ArrayList<>();

  /**
   * @param fields by which the app wants to be spread
   * @param order those first that are missed least
   */
  Spread(List<String> fields, Comparator<Instance> order) {
    this.fields = fields;
    this.order = order;
  }

  /** Those of one agent, in order. */
  void add(Collection<Instance> instances) {
    if (!instances.isEmpty()) {
      spots.add(new Spot(instances, fields));
    }
  }

  /** The value of the field on the instance's agent; empty if it has none. */
  private static String value(Instance instance, String field) {
    return instance.place().flatMap(place -> AgentFields.read(field, place)).orElse("");
  }

  /** At most so many. */
  List<Instance> choose(int count) {
    List<Instance> chosen = new ArrayList<>(useless());
    chosen.sort(order);
    if (chosen.size() > count) {
      return List.copyOf(chosen.subList(0, count));
    }
    while (chosen.size() < count && !spots.isEmpty()) {
      Spot spot = ofTheMost();
      chosen.add(spot.take());
      if (spot.count == 0) {
        spots.remove(spot);
      }
    }
    return chosen;
  }

  private List<Instance> useless() {
    List<Instance> useless = new ArrayList<>();
    for (Spot spot : spots) {
      while (spot.count > 0 && Victims.isUseless(spot.next)) {
        useless.add(spot.take());
      }
    }
    spots.removeIf(spot -> spot.count == 0);
    return useless;
  }

  /** Where most are, by each field in turn. */
  private Spot ofTheMost() {
    List<Spot> left = spots;
    for (String field : fields) {
      Map<String, Integer> counts = new HashMap<>();
      left.forEach(spot -> counts.merge(spot.values.get(field), spot.count, Integer::sum));
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      Set<String> full = new HashSet<>();
      counts.forEach(
          (value, number) -> {
            if (number == most) {
              full.add(value);
            }
          });
      left = left.stream().filter(spot -> full.contains(spot.values.get(field))).toList();
    }
    return left.stream().min(Comparator.comparing(spot -> spot.next, order)).orElseThrow();
  }
}
