package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Sums of scalars by name, in thousandths; a sum that is not there is zero. */
public final class Quantities {
  private final Map<String, Long> sums = new HashMap<>();

  public static Quantities of(Resources resources) {
    Quantities quantities = new Quantities();
    quantities.add(resources);
    return quantities;
  }

  /** From amounts by name, as in a quota. */
  public static Quantities of(Map<String, Value.Scalar> amounts) {
    Quantities quantities = new Quantities();
    amounts.forEach((name, amount) -> quantities.add(name, thousandths(amount)));
    return quantities;
  }

  static long thousandths(Value.Scalar scalar) {
    return Math.round(scalar.getValue() * 1000);
  }

  public void add(Resources resources) {
    count(resources, 1);
  }

  public void subtract(Resources resources) {
    count(resources, -1);
  }

  /** Adds or subtracts only what nobody has reserved. */
  void countUnreserved(Resources resources, int sign) {
    count(resources, sign, true);
  }

  private void count(Resources resources, int sign) {
    count(resources, sign, false);
  }

  private void count(Resources resources, int sign, boolean unreservedOnly) {
    for (Resource resource : resources.list()) {
      if (resource.getType() == Value.Type.SCALAR
          && !(unreservedOnly && ResourceTraits.isReserved(resource))) {
        add(resource.getName(), sign * thousandths(resource.getScalar()));
      }
    }
  }

  public void add(String name, long thousandths) {
    sums.merge(name, thousandths, (a, b) -> a + b == 0 ? null : a + b);
  }

  public void add(Quantities more) {
    more.sums.forEach(this::add);
  }

  void clear() {
    sums.clear();
  }

  long get(String name) {
    return sums.getOrDefault(name, 0L);
  }

  public Set<String> names() {
    return sums.keySet();
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** What of these is missing in the others. */
  Quantities missingIn(Quantities others) {
    Quantities missing = new Quantities();
    sums.forEach(
        (name, wanted) -> {
          if (wanted > others.get(name)) {
            missing.add(name, wanted - others.get(name));
          }
        });
    return missing;
  }

  /** The largest part that these are of the total, by any name. */
  double dominantShare(Quantities total) {
    double share = 0;
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      long all = total.get(sum.getKey());
      if (all > 0) {
        share = Math.max(share, (double) sum.getValue() / all);
      }
    }
    return share;
  }

  public Map<String, Double> amounts() {
    Map<String, Double> amounts = new TreeMap<>();
    sums.forEach((name, sum) -> amounts.put(name, sum / 1000.0));
    return amounts;
  }
}
