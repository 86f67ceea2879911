package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;

/**
 * Rules for all resources that tasks, executors and operations name, beyond those that each
 * resource has to keep by itself.
 */
final class ResourceRules {
  private ResourceRules() {}

  static Optional<String> problem(List<Resource> resources) {
    for (Resource resource : resources) {
      Optional<String> problem = problem(resource);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(Resource r) {
    double value = r.getScalar().getValue();
    if (value != Math.rint(value) && r.getName().equals("gpus")) {
      return Optional.of(
          "Invalid 'gpus' resource: The 'gpus' resource must be an unsigned integer");
    }
    if (r.hasDisk()) {
      Optional<String> problem = disk(r);
      if (problem.isPresent()) {
        return problem.map(p -> "Invalid DiskInfo: " + p);
      }
    }
    return r.hasRevocable() && ResourceTraits.isDynamicallyReserved(r)
        ? Optional.of(
            ("Invalid ReservationInfo: Dynamically reserved resource %s cannot be created from"
                    + " revocable resources")
                .formatted(Resources.of(List.of(r))))
        : Optional.empty();
  }

  private static Optional<String> disk(Resource r) {
    if (!r.getDisk().hasPersistence()) {
      return First.of(
          () -> when(r.getDisk().hasVolume(), "Non-persistent volume not supported"),
          () -> when(!r.getDisk().hasSource(), "DiskInfo is set but empty"));
    }
    return First.of(
        () ->
            when(r.hasRevocable(), "Persistent volumes cannot be created from revocable resources"),
        () ->
            when(
                !ResourceTraits.isReserved(r),
                "Persistent volumes cannot be created from unreserved resources"),
        () -> when(!r.getDisk().hasVolume(), "Expecting 'volume' to be set for persistent volume"),
        () ->
            when(
                r.getDisk().getVolume().hasHostPath(),
                "Expecting 'host_path' to be unset for persistent volume"),
        () ->
            Ids.problem(r.getDisk().getPersistence().getId())
                .map(p -> "Invalid persistence ID for persistent volume: " + p));
  }

  /** Persistence ids are unique for each role. */
  static Optional<String> uniquePersistence(Collection<Resource> resources) {
    if (resources.stream().noneMatch(Resource::hasDisk)) {
      return Optional.empty();
    }
    Set<String> seen = new HashSet<>();
    return resources.stream()
        .filter(ResourceTraits::isPersistentVolume)
        .filter(
            r ->
                !seen.add(
                    ResourceTraits.reservationRole(r) + " " + r.getDisk().getPersistence().getId()))
        .map(
            r ->
                "Persistence ID '%s' is not unique".formatted(r.getDisk().getPersistence().getId()))
        .findFirst();
  }

  static Optional<String> revocableMix(Collection<Resource> resources) {
    if (resources.stream().noneMatch(Resource::hasRevocable)) {
      return Optional.empty();
    }
    Map<String, Boolean> revocable = new TreeMap<>();
    for (Resource r : resources) {
      Boolean other = revocable.put(r.getName(), r.hasRevocable());
      if (other != null && other != r.hasRevocable()) {
        return Optional.of(
            "Cannot use both revocable and non-revocable '%s' at the same time"
                .formatted(r.getName()));
      }
    }
    return Optional.empty();
  }

  /** They say the one role that they are allocated to. */
  static Optional<String> oneAllocation(Collection<Resource> resources) {
    String role = null;
    for (Resource r : resources) {
      if (!r.getAllocationInfo().hasRole()) {
        return Optional.of("The resources are not allocated to a role");
      }
      String its = r.getAllocationInfo().getRole();
      if (role != null && !role.equals(its)) {
        return Optional.of(
            ("The resources have multiple allocation roles ('%s' and '%s') but only one"
                    + " allocation role is allowed")
                .formatted(its, role));
      }
      role = its;
    }
    return Optional.empty();
  }

  /** Whether the same port or element is asked for twice. */
  static boolean overlap(List<Resources> parts) {
    Resources sum = Resources.NONE;
    for (Resources part : parts) {
      for (Resource r : part.list()) {
        Resources one = Resources.of(List.of(r));
        Resources next = sum.plus(one);
        if (!r.hasShared() && !next.minus(one).equals(sum)) {
          return true;
        }
        sum = next;
      }
    }
    return false;
  }
}
