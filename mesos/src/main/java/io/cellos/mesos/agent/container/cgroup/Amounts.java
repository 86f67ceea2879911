package io.cellos.mesos.agent.container.cgroup;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/**
 * How much a container may use.
 *
 * @param cpus its share
 * @param cpuLimit what it never gets more of; empty for no limit
 * @param memBytes its share
 * @param memLimit in bytes; empty for no limit
 */
public record Amounts(
    double cpus, OptionalDouble cpuLimit, double memBytes, OptionalDouble memLimit) {

  /**
   * Of requested resources and of a task's limits (by name; infinite for none). Without a limit,
   * memory is limited to what was requested, and CPU only if {@code quota} says so.
   *
   * @param quota Mesos' flag cgroups_enable_cfs
   */
  public static Amounts of(
      Collection<Resource> requests, Map<String, Value.Scalar> limits, boolean quota) {
    double cpus = scalar(requests, "cpus");
    double mem = scalar(requests, "mem");
    return new Amounts(
        cpus,
        limit(limits.get("cpus"), quota ? OptionalDouble.of(cpus) : OptionalDouble.empty(), 1),
        mem * MEGABYTE,
        limit(limits.get("mem"), OptionalDouble.of(mem * MEGABYTE), MEGABYTE));
  }

  private static final double MEGABYTE = 1 << 20;

  private static OptionalDouble limit(Value.Scalar given, OptionalDouble otherwise, double unit) {
    if (given == null) {
      return otherwise.isPresent() && otherwise.getAsDouble() > 0
          ? otherwise
          : OptionalDouble.empty();
    }
    return Double.isInfinite(given.getValue())
        ? OptionalDouble.empty()
        : OptionalDouble.of(given.getValue() * unit);
  }

  private static double scalar(Collection<Resource> resources, String name) {
    return resources.stream()
        .filter(resource -> resource.getName().equals(name))
        .mapToDouble(resource -> resource.getScalar().getValue())
        .sum();
  }
}
