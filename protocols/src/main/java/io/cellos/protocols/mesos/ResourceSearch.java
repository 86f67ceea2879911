package io.cellos.protocols.mesos;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.Resource;

/** Finds wanted amounts among resources whose reservations the one who wants does not know. */
final class ResourceSearch {
  private Resources pool;
  private Resources found = Resources.NONE;

  private ResourceSearch(Resources pool) {
    this.pool = pool;
  }

  static Optional<Resources> find(Resources among, Resources wanted) {
    ResourceSearch search = new ResourceSearch(among);
    return wanted.list().stream().allMatch(search::take)
        ? Optional.of(search.found)
        : Optional.empty();
  }

  private boolean take(Resource wanted) {
    String role = ResourceTraits.reservationRole(wanted);
    Resources left = Resources.of(List.of(wanted)).toUnreserved();
    List<Predicate<Resource>> order =
        List.of(
            resource -> ResourceTraits.isReservedFor(resource, role),
            resource -> !ResourceTraits.isReserved(resource),
            resource -> true);
    for (Predicate<Resource> preferred : order) {
      for (Resource candidate : pool.filter(preferred).list()) {
        left = left.minus(takeFrom(candidate, left).toUnreserved());
        if (left.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes as much of what is wanted as the candidate has, with the candidate's reservations. */
  private Resources takeFrom(Resource candidate, Resources wanted) {
    Resources whole = Resources.of(List.of(candidate));
    Resources bare = whole.toUnreserved();
    Resources part = bare.minus(bare.minus(wanted));
    if (part.isEmpty() || !wanted.contains(part)) {
      return Resources.NONE;
    }
    Resources taken =
        part.map(r -> r.toBuilder().addAllReservations(candidate.getReservationsList()).build());
    pool = pool.minus(taken);
    found = found.plus(taken);
    return taken;
  }
}
