package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Takes away what of some resources would be too much. */
final class Limits {
  private final Map<String, Long> most = new HashMap<>();

  /** No more than this of the name; the strictest counts. */
  void atMost(String name, long thousandths) {
    most.merge(name, Math.max(0, thousandths), Math::min);
  }

  boolean isEmpty() {
    return most.isEmpty();
  }

  /** The part of them within the limits. Volumes and whole disks are not divided. */
  Resources within(Resources resources) {
    if (most.isEmpty()) {
      return resources;
    }
    Map<String, Long> left = new HashMap<>(most);
    List<Resource> kept = new ArrayList<>();
    for (Resource resource : resources.list()) {
      Long limit = resource.getType() == Value.Type.SCALAR ? left.get(resource.getName()) : null;
      if (limit == null) {
        kept.add(resource);
        continue;
      }
      long amount = Quantities.thousandths(resource.getScalar());
      boolean whole = ResourceTraits.isPersistentVolume(resource) || resource.getDisk().hasSource();
      long taken = amount <= limit ? amount : whole ? 0 : limit;
      if (taken > 0) {
        left.put(resource.getName(), limit - taken);
        Value.Scalar scalar = Value.Scalar.newBuilder().setValue(taken / 1000.0).build();
        kept.add(resource.toBuilder().setScalar(scalar).build());
      }
    }
    return Resources.of(kept);
  }
}
