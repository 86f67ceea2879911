package io.cellos.mesos.master.core.allocation;

import java.util.Map;
import org.apache.mesos.v1.Protos.Value;

/**
 * What a role and those below it get before others do, and what they never exceed.
 *
 * @param guarantees in thousandths
 * @param limits in thousandths; what is not named has no limit
 */
public record Quota(Quantities guarantees, Quantities limits, Map<String, Value.Scalar> limited) {
  public static Quota of(Map<String, Value.Scalar> guarantees, Map<String, Value.Scalar> limits) {
    return new Quota(Quantities.of(guarantees), Quantities.of(limits), Map.copyOf(limits));
  }

  boolean limits(String name) {
    return limited.containsKey(name);
  }
}
