package io.cellos.mesos.agent.container.cgroup;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
  /** To which the kernel's quota of CPU time belongs. */
  public static final long PERIOD_MICROS = 100_000;

  private static final double MEGABYTE = 1 << 20;
  private static final long LEAST_QUOTA_MICROS = 1000;

  /** As Mesos does: less would not let a shell start. */
  private static final long LEAST_MEMORY = 32 << 20;

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

  /** The kernel's weight for CPU time, 1024 for each CPU. */
  public long cpuShares() {
    return Math.max(2, (long) (1024 * cpus));
  }

  /** CPU time within each period. */
  public OptionalLong cpuQuotaMicros() {
    return cpuLimit.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.max(LEAST_QUOTA_MICROS, (long) (PERIOD_MICROS * cpuLimit.getAsDouble())));
  }

  /** What the container keeps when memory is short. */
  public long memShareBytes() {
    return Math.max(LEAST_MEMORY, (long) memBytes);
  }

  public OptionalLong memLimitBytes() {
    return memLimit.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(LEAST_MEMORY, (long) memLimit.getAsDouble()));
  }
}
