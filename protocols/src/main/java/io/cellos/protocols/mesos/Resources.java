package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;

/**
 * An amount of resources: an immutable multiset of Mesos' Resource messages in the form after
 * RESERVATION_REFINEMENT. Scalars count in thousandths, as in Mesos. Persistent volumes and disks
 * of their own stand for themselves and are never added up or divided.
 */
public final class Resources {
  public static final Resources NONE = new Resources(List.of());

  private final List<Resource> list;

  private Resources(List<Resource> list) {
    this.list = list;
  }

  /** The sum of them, in either format; those that are invalid or of no amount count nothing. */
  public static Resources of(Collection<Resource> resources) {
    List<Resource> sum = new ArrayList<>();
    for (Resource resource : resources) {
      if (ResourceCheck.problem(resource).isEmpty()) {
        add(sum, ResourceFormat.upgrade(resource));
      }
    }
    return wrap(sum);
  }

  /**
   * Reads {@code cpus:2;mem(role):1024;ports:[8081-32000]}, or a JSON array of Resource messages.
   *
   * @throws WireException if the text is something else, or says what no flag can say
   */
  public static Resources parse(String text) throws WireException {
    return parse(text, Roles.ANY);
  }

  /**
   * @param defaultRole of resources that name none
   */
  public static Resources parse(String text, String defaultRole) throws WireException {
    return of(ResourceText.parse(text, defaultRole));
  }

  public List<Resource> list() {
    return list;
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Resources plus(Resources more) {
    if (list.isEmpty() || more.list.isEmpty()) {
      return list.isEmpty() ? more : this;
    }
    List<Resource> sum = new ArrayList<>(list);
    more.list.forEach(resource -> add(sum, resource));
    return wrap(sum);
  }

  private static void add(List<Resource> sum, Resource more) {
    if (Values.isEmpty(more)) {
      return;
    }
    for (int i = 0; i < sum.size(); i++) {
      if (Kinds.canAdd(sum.get(i), more)) {
        sum.set(i, Values.plus(sum.get(i), more));
        return;
      }
    }
    sum.add(more);
  }

  /** What is left without them; what is not there to take is ignored. */
  public Resources minus(Resources less) {
    if (list.isEmpty() || less.list.isEmpty()) {
      return this;
    }
    List<Resource> rest = new ArrayList<>(list);
    less.list.forEach(resource -> take(rest, resource));
    return wrap(rest);
  }

  private static void take(List<Resource> rest, Resource part) {
    for (int i = 0; i < rest.size(); i++) {
      if (Kinds.canTake(rest.get(i), part)) {
        Resource left = Values.minus(rest.get(i), part);
        if (Values.isEmpty(left)) {
          rest.remove(i);
        } else {
          rest.set(i, left);
        }
        return;
      }
    }
  }

  public boolean contains(Resources part) {
    List<Resource> rest = new ArrayList<>(list);
    for (Resource wanted : part.list) {
      if (rest.stream()
          .noneMatch(has -> Kinds.canTake(has, wanted) && Values.contains(has, wanted))) {
        return false;
      }
      take(rest, wanted);
    }
    return true;
  }

  /**
   * The part of these that makes up the wanted amounts: first of those with the reservation that
   * the wanted ones have, then of nobody's, then of any.
   */
  public Optional<Resources> find(Resources wanted) {
    return ResourceSearch.find(this, wanted);
  }

  public Resources filter(Predicate<Resource> predicate) {
    return wrap(list.stream().filter(predicate).toList());
  }

  /** Changes each of them, and adds up what has become the same. */
  public Resources map(UnaryOperator<Resource> change) {
    List<Resource> sum = new ArrayList<>();
    list.forEach(resource -> add(sum, change.apply(resource)));
    return wrap(sum);
  }

  public Resources unreserved() {
    return filter(resource -> !ResourceTraits.isReserved(resource));
  }

  public Resources reserved() {
    return filter(ResourceTraits::isReserved);
  }

  public Resources reservedFor(String role) {
    return filter(resource -> ResourceTraits.isReservedFor(resource, role));
  }

  /** What frameworks of the role may be offered. */
  public Resources allocatableTo(String role) {
    return filter(resource -> ResourceTraits.isAllocatableTo(resource, role));
  }

  public Resources persistentVolumes() {
    return filter(ResourceTraits::isPersistentVolume);
  }

  /** The reserved ones by their role. */
  public Map<String, Resources> reservations() {
    return reserved().by(ResourceTraits::reservationRole);
  }

  /** By the role that they are allocated to; all of them must be. */
  public Map<String, Resources> allocations() {
    return by(resource -> resource.getAllocationInfo().getRole());
  }

  private Map<String, Resources> by(Function<Resource, String> role) {
    return list.stream()
        .collect(
            Collectors.groupingBy(
                role,
                LinkedHashMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Resources::wrap)));
  }

  /** The same amounts, nobody's. */
  public Resources toUnreserved() {
    return map(r -> ResourceTraits.isReserved(r) ? r.toBuilder().clearReservations().build() : r);
  }

  public Resources pushReservation(ReservationInfo reservation) {
    return map(r -> r.toBuilder().addReservations(reservation).build());
  }

  /** Without their innermost reservations; all of them must have one. */
  public Resources popReservation() {
    return map(r -> r.toBuilder().removeReservations(r.getReservationsCount() - 1).build());
  }

  public Resources allocate(String role) {
    AllocationInfo info = AllocationInfo.newBuilder().setRole(role).build();
    return map(r -> r.toBuilder().setAllocationInfo(info).build());
  }

  public Resources unallocate() {
    return map(r -> r.hasAllocationInfo() ? r.toBuilder().clearAllocationInfo().build() : r);
  }

  /** Sum of the scalars of this name, reserved or not. */
  public double scalar(String name) {
    long sum = 0;
    for (Resource resource : list) {
      if (resource.getType() == Value.Type.SCALAR && resource.getName().equals(name)) {
        sum += Values.thousandths(resource);
      }
    }
    return Values.fromThousandths(sum);
  }

  /** The sums of all scalars by their names, reserved or not. */
  public Map<String, Double> scalars() {
    Map<String, Double> sums = new TreeMap<>();
    for (Resource resource : list) {
      if (resource.getType() == Value.Type.SCALAR) {
        sums.computeIfAbsent(resource.getName(), this::scalar);
      }
    }
    return sums;
  }

  /** All ranges of this name, reserved or not, sorted and with neighbours joined. */
  public List<Value.Range> ranges(String name) {
    return Ranges.joined(
            list.stream()
                .filter(r -> r.getType() == Value.Type.RANGES && r.getName().equals(name))
                .flatMap(r -> r.getRanges().getRangeList().stream())
                .toList())
        .getRangeList();
  }

  private static Resources wrap(List<Resource> list) {
    return list.isEmpty() ? NONE : new Resources(List.copyOf(list));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Resources that && contains(that) && that.contains(this);
  }

  @Override
  public int hashCode() {
    return list.stream().map(Resource::getName).collect(Collectors.toSet()).hashCode();
  }

  /** {@code cpus:2; mem:1024}, as Mesos' logs have it. */
  @Override
  public String toString() {
    return list.stream().map(ResourceText::print).collect(Collectors.joining("; "));
  }
}
