package io.cellos.marathon.core.launch.resource;

import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** What is left of an offer while an instance is given its part. */
public final class Supply {
  private final Predicate<Resource> usable;
  private Resources left;
  private Resources taken = Resources.NONE;

  /**
   * @param usable what may be taken of it
   */
  public Supply(Resources offered, Predicate<Resource> usable) {
    this.left = offered;
    this.usable = usable;
  }

  public Resources left() {
    return left;
  }

  /** All that was taken. */
  public Resources taken() {
    return taken;
  }

  /** What there is to take. */
  Resources usable() {
    return left.filter(usable);
  }

  public boolean isEmpty() {
    return left.list().stream().noneMatch(usable);
  }

  /** How much there is to take; of disks, only the agent's own. */
  public double amount(String name) {
    return left.filter(resource -> usable.test(resource) && isScalar(resource, name)).scalar(name);
  }

  /** The ports there are to take. */
  public List<Value.Range> ports() {
    return usable().ranges("ports");
  }

  /**
   * Takes so much.
   *
   * @throws IllegalStateException if there is less
   */
  List<Resource> take(String name, double amount) {
    List<Resource> parts = new ArrayList<>();
    long wanted = Math.round(amount * 1000);
    for (Resource resource : candidates(r -> isScalar(r, name))) {
      long part = Math.min(wanted, Math.round(resource.getScalar().getValue() * 1000));
      if (part > 0) {
        Value.Scalar value = Value.Scalar.newBuilder().setValue(part / 1000.0).build();
        parts.add(resource.toBuilder().setScalar(value).build());
        wanted -= part;
      }
    }
    if (wanted > 0) {
      throw new IllegalStateException("there is less of " + name + " than was wanted");
    }
    parts.forEach(this::take);
    return parts;
  }

  /**
   * Takes these ports.
   *
   * @throws IllegalStateException if one is not there
   */
  List<Resource> takePorts(Set<Integer> ports) {
    List<Resource> parts = new ArrayList<>();
    Set<Integer> wanted = new TreeSet<>(ports);
    for (Resource resource : candidates(r -> r.getName().equals("ports") && r.hasRanges())) {
      Value.Ranges.Builder part = Value.Ranges.newBuilder();
      for (Integer port : List.copyOf(wanted)) {
        if (PortPicker.contain(resource.getRanges().getRangeList(), port)) {
          part.addRange(Value.Range.newBuilder().setBegin(port).setEnd(port));
          wanted.remove(port);
        }
      }
      if (part.getRangeCount() > 0) {
        parts.add(resource.toBuilder().setRanges(part).build());
      }
    }
    if (!wanted.isEmpty()) {
      throw new IllegalStateException("ports are not there: " + wanted);
    }
    List<Resource> joined = Resources.of(parts).list();
    joined.forEach(this::take);
    return joined;
  }

  /** Takes exactly this, which must be there. */
  void take(Resource resource) {
    Resources part = Resources.of(List.of(resource));
    left = left.minus(part);
    taken = taken.plus(part);
  }

  /** What is reserved comes first: nobody else can use it. */
  private List<Resource> candidates(Predicate<Resource> kind) {
    return left.list().stream()
        .filter(resource -> usable.test(resource) && kind.test(resource))
        .sorted(Comparator.comparing(resource -> !ResourceTraits.isReserved(resource)))
        .toList();
  }

  private static boolean isScalar(Resource resource, String name) {
    return resource.getName().equals(name)
        && resource.getType() == Value.Type.SCALAR
        && !resource.getDisk().hasSource();
  }
}
