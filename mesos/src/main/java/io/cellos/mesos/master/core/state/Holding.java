package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;

/**
 * Scalars held, by the role that they are allocated to, as a running sum: this changes with every
 * task, and is read seldom.
 */
final class Holding {
  private final Map<String, Map<Kind, Long>> byRole = new TreeMap<>();

  /** What can be added up. */
  private record Kind(
      String name, List<ReservationInfo> reservations, DiskInfo disk, boolean shared) {
    static Kind of(Resource r) {
      return new Kind(r.getName(), r.getReservationsList(), r.getDisk(), r.hasShared());
    }

    Resource amount(long thousandths) {
      Resource.Builder resource =
          Resource.newBuilder()
              .setName(name)
              .setType(Value.Type.SCALAR)
              .setScalar(Value.Scalar.newBuilder().setValue(thousandths / 1000.0))
              .addAllReservations(reservations);
      if (!disk.equals(DiskInfo.getDefaultInstance())) {
        resource.setDisk(disk);
      }
      if (shared) {
        resource.setShared(Resource.SharedInfo.getDefaultInstance());
      }
      return resource.build();
    }
  }

  void add(String role, Resources more) {
    count(role, more, 1);
  }

  void remove(String role, Resources less) {
    count(role, less, -1);
  }

  private void count(String role, Resources resources, int sign) {
    Map<Kind, Long> sums = byRole.computeIfAbsent(role, r -> new HashMap<>());
    for (Resource r : resources.list()) {
      if (r.getType() == Value.Type.SCALAR) {
        long amount = sign * Math.round(r.getScalar().getValue() * 1000);
        sums.merge(Kind.of(r), amount, (a, b) -> a + b == 0 ? null : a + b);
      }
    }
    if (sums.isEmpty()) {
      byRole.remove(role);
    }
  }

  Map<String, Resources> byRole() {
    Map<String, Resources> held = new TreeMap<>();
    byRole.forEach((role, sums) -> held.put(role, resources(sums)));
    return held;
  }

  private static Resources resources(Map<Kind, Long> sums) {
    return Resources.of(
        sums.entrySet().stream().map(sum -> sum.getKey().amount(sum.getValue())).toList());
  }

  static Resources total(Map<String, Resources> byRole) {
    return byRole.values().stream().reduce(Resources.NONE, Resources::plus);
  }

  /** With the allocation in each. */
  static Resources allocated(Map<String, Resources> byRole) {
    return byRole.entrySet().stream()
        .map(entry -> entry.getValue().allocate(entry.getKey()))
        .reduce(Resources.NONE, Resources::plus);
  }
}
