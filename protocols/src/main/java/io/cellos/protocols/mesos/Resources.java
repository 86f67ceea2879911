package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/**
 * An amount of resources: an immutable multiset of Mesos' Resource messages in the form after
 * RESERVATION_REFINEMENT. Scalars count in thousandths, as in Mesos (common/values.cpp).
 */
public final class Resources {
  public static final Resources NONE = new Resources(List.of());

  private final List<Resource> list;

  private Resources(List<Resource> list) {
    this.list = List.copyOf(list);
  }

  public static Resources of(Collection<Resource> resources) {
    return resources.stream().map(r -> new Resources(List.of(r))).reduce(NONE, Resources::plus);
  }

  /**
   * Reads "cpus:2;mem:1024;ports:[8081-32000]".
   *
   * @throws WireException if the text is something else
   */
  public static Resources parse(String text) throws WireException {
    List<Resource> found = new ArrayList<>();
    for (String part : text.split(";", 0)) {
      int colon = part.indexOf(':');
      if (colon < 1) {
        throw new WireException(
            "resources look like cpus:2;mem:1024;ports:[8081-32000], not " + text);
      }
      found.add(
          Values.resource(part.substring(0, colon).strip(), part.substring(colon + 1).strip()));
    }
    return of(found);
  }

  public List<Resource> list() {
    return list;
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Resources plus(Resources more) {
    List<Resource> sum = new ArrayList<>(list);
    for (Resource add : more.list) {
      int at = find(sum, add);
      if (at < 0) {
        sum.add(add);
      } else {
        sum.set(at, Values.plus(sum.get(at), add));
      }
    }
    return new Resources(sum);
  }

  /** What is left without them; what is not there to take is ignored. */
  public Resources minus(Resources less) {
    List<Resource> rest = new ArrayList<>(list);
    for (Resource take : less.list) {
      int at = find(rest, take);
      if (at >= 0) {
        rest.set(at, Values.minus(rest.get(at), take));
        if (Values.isEmpty(rest.get(at))) {
          rest.remove(at);
        }
      }
    }
    return new Resources(rest);
  }

  public boolean contains(Resources part) {
    return part.list.stream()
        .allMatch(
            wanted -> {
              int at = find(list, wanted);
              return at >= 0 && Values.contains(list.get(at), wanted);
            });
  }

  private static int find(List<Resource> among, Resource wanted) {
    for (int i = 0; i < among.size(); i++) {
      if (Values.sameKind(among.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  public Resources filter(Predicate<Resource> predicate) {
    return new Resources(list.stream().filter(predicate).toList());
  }

  /** Sum of the scalars of this name, reserved or not. */
  public double scalar(String name) {
    return list.stream()
            .filter(r -> r.getName().equals(name) && r.getType() == Value.Type.SCALAR)
            .mapToLong(r -> Values.thousandths(r.getScalar().getValue()))
            .sum()
        / 1000.0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Resources that && contains(that) && that.contains(this);
  }

  @Override
  public int hashCode() {
    return list.stream().map(Resource::getName).collect(Collectors.toSet()).hashCode();
  }

  @Override
  public String toString() {
    return list.stream().map(Values::text).collect(Collectors.joining(";"));
  }
}
