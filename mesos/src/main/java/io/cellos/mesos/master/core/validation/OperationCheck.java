package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.Conversion;
import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Volume;

/** Operations on an agent's resources, in the form after refinement and without allocation. */
public final class OperationCheck {
  private OperationCheck() {}

  /**
   * By whom, and on what.
   *
   * @param role of the offers; empty for an operator
   * @param principal of the framework, if it has one
   * @param sharing whether shared volumes may be made
   * @param total of the agent
   * @param used of the agent
   */
  public record Actor(
      Optional<String> role,
      Optional<String> principal,
      boolean sharing,
      Resources total,
      Resources used) {}

  public static Optional<String> problem(Operation operation, Actor actor) {
    return switch (operation.getType()) {
      case RESERVE -> reserve(operation.getReserve(), actor);
      case UNRESERVE -> unreserve(operation.getUnreserve().getResourcesList());
      case CREATE -> create(operation.getCreate().getVolumesList(), actor);
      case DESTROY -> destroy(operation.getDestroy().getVolumesList(), actor);
      case GROW_VOLUME -> grow(operation.getGrowVolume());
      case SHRINK_VOLUME -> shrink(operation.getShrinkVolume());
      case CREATE_DISK, DESTROY_DISK ->
          Optional.of(
              operation.getType() + " is for disks of resource providers, of which there are none");
      case LAUNCH, LAUNCH_GROUP, UNKNOWN -> Optional.of("Not an operation on resources");
    };
  }

  private static Optional<String> valid(List<Resource> resources) {
    return ResourceRules.problem(resources).map(p -> "Invalid resources: " + p);
  }

  private static Optional<String> reserve(Operation.Reserve reserve, Actor actor) {
    return First.of(
        () -> valid(reserve.getResourcesList()),
        () -> ResourceRules.problem(reserve.getSourceList()).map(p -> "Invalid source: " + p),
        () -> when(reserve.getResourcesCount() == 0, "Resource cannot be empty"),
        () -> reserve.getSourceCount() == 0 ? Optional.empty() : moved(reserve, actor),
        () ->
            reserve.getResourcesList().stream()
                .flatMap(r -> reserve(r, actor).stream())
                .findFirst());
  }

  private static Optional<String> moved(Operation.Reserve reserve, Actor actor) {
    List<ReservationInfo> before = reserve.getSource(0).getReservationsList();
    List<ReservationInfo> after = reserve.getResources(0).getReservationsList();
    Resources source = Resources.of(reserve.getSourceList());
    Resources target = Resources.of(reserve.getResourcesList());
    return First.of(
        () ->
            when(
                actor.role().isPresent(),
                "Reservation updates are not yet implemented for the scheduler API."),
        () -> mixed(reserve.getSourceList(), before).map(p -> "Invalid source: " + p),
        () -> mixed(reserve.getResourcesList(), after).map(p -> "Invalid resources: " + p),
        () ->
            when(
                !source.toUnreserved().equals(target.toUnreserved()),
                "Source and target resources should refer to identical resource quantities: "
                    + "%s vs. %s".formatted(source.toUnreserved(), target.toUnreserved())));
  }

  private static Optional<String> mixed(List<Resource> resources, List<ReservationInfo> first) {
    return when(
        resources.stream().anyMatch(r -> !r.getReservationsList().equals(first)),
        "Mixed reservations are not supported");
  }

  private static Optional<String> reserve(Resource r, Actor actor) {
    Optional<String> problem = dynamic(r);
    if (problem.isPresent()) {
      return problem;
    }
    ReservationInfo reservation = r.getReservations(r.getReservationsCount() - 1);
    String role = ResourceTraits.reservationRole(r);
    return First.of(
        () ->
            actor
                .principal()
                .filter(p -> !reservation.hasPrincipal())
                .map(
                    p ->
                        ("A reserve operation was attempted by principal '%s', but there is a"
                                + " reserved resource in the request with no principal set")
                            .formatted(p)),
        () ->
            actor
                .principal()
                .filter(p -> !p.equals(reservation.getPrincipal()))
                .map(
                    p ->
                        ("A reserve operation was attempted by authenticated principal '%s', which"
                                + " does not match a reserved resource in the request with"
                                + " principal '%s'")
                            .formatted(p, reservation.getPrincipal())),
        () ->
            actor
                .role()
                .filter(allocated -> !allocated.equals(role))
                .map(
                    allocated ->
                        ("A reserve operation was attempted for a resource with role '%s', but the"
                                + " resource was allocated to role '%s'")
                            .formatted(role, allocated)));
  }

  private static Optional<String> dynamic(Resource r) {
    return when(
        !ResourceTraits.isDynamicallyReserved(r),
        "Resource %s is not dynamically reserved".formatted(Resources.of(List.of(r))));
  }

  private static Optional<String> unreserve(List<Resource> resources) {
    return First.of(
        () -> valid(resources),
        () -> when(resources.isEmpty(), "Resource cannot be empty"),
        () -> resources.stream().flatMap(r -> dynamic(r).stream()).findFirst(),
        () ->
            resources.stream()
                .filter(ResourceTraits::isPersistentVolume)
                .map(
                    r ->
                        ("A dynamically reserved persistent volume %s cannot be unreserved"
                                + " directly. Please destroy the persistent volume first then"
                                + " unreserve the resource")
                            .formatted(Resources.of(List.of(r))))
                .findFirst());
  }

  private static Optional<String> volumes(List<Resource> volumes) {
    return volumes.stream()
        .flatMap(
            v ->
                First.of(
                    () ->
                        when(
                            !v.hasDisk(),
                            "Resource %s does not have DiskInfo"
                                .formatted(Resources.of(List.of(v)))),
                    () ->
                        when(!v.getDisk().hasPersistence(), "'persistence' is not set in DiskInfo"),
                    () ->
                        when(
                            !v.getDisk().hasVolume(),
                            "Expecting 'volume' to be set for persistent volume"),
                    () ->
                        when(
                            v.getDisk().getVolume().getMode() == Volume.Mode.RO,
                            "Read-only persistent volume not supported"))
                    .stream())
        .map(p -> "Not a persistent volume: " + p)
        .findFirst();
  }

  private static Optional<String> create(List<Resource> volumes, Actor actor) {
    List<Resource> all = new ArrayList<>(actor.total().persistentVolumes().list());
    all.addAll(volumes);
    return First.of(
        () -> valid(volumes),
        () -> when(volumes.isEmpty(), "Resource cannot be empty"),
        () -> volumes(volumes),
        () -> ResourceRules.uniquePersistence(all),
        () ->
            when(
                !actor.sharing() && volumes.stream().anyMatch(Resource::hasShared),
                "Create volume operation for shared volumes has been attempted by a framework with"
                    + " no SHARED_RESOURCES capability"),
        () -> volumes.stream().flatMap(v -> principal(v, actor).stream()).findFirst());
  }

  private static Optional<String> principal(Resource volume, Actor actor) {
    boolean named = volume.getDisk().getPersistence().hasPrincipal();
    String its = volume.getDisk().getPersistence().getPrincipal();
    return First.of(
        () ->
            actor
                .principal()
                .filter(p -> !named)
                .map(
                    p ->
                        ("Create volume operation attempted by principal '%s', but there is a"
                                + " volume in the operation with no principal set in"
                                + " 'disk.persistence'")
                            .formatted(p)),
        () ->
            actor
                .principal()
                .filter(p -> !p.equals(its))
                .map(
                    p ->
                        ("Create volume operation attempted by authenticated principal '%s', which"
                                + " does not match a volume in the operation with principal '%s'"
                                + " set in 'disk.persistence'")
                            .formatted(p, its)));
  }

  private static Optional<String> grow(Operation.GrowVolume grow) {
    Resource volume = grow.getVolume();
    return First.of(
        () -> resized(volume).map(p -> "Invalid 'GrowVolume.volume': " + p),
        () ->
            when(
                !(grow.getAddition().getScalar().getValue() > 0),
                "The size of 'GrowVolume.addition' field must be greater than zero"),
        () -> when(volume.hasShared(), "Growing a shared persistent volume is not supported"),
        () ->
            when(
                Resources.of(List.of(Conversion.withoutVolume(volume), grow.getAddition()))
                        .list()
                        .size()
                    != 1,
                "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition'"
                    + " fields"));
  }

  private static Optional<String> shrink(Operation.ShrinkVolume shrink) {
    Resource volume = shrink.getVolume();
    double less = shrink.getSubtract().getValue();
    return First.of(
        () -> resized(volume).map(p -> "Invalid 'ShrinkVolume.volume': " + p),
        () -> when(!(less > 0), "Value of 'ShrinkVolume.subtract' must be greater than zero"),
        () ->
            when(
                !(less < volume.getScalar().getValue()),
                "Value of 'ShrinkVolume.subtract' must be smaller than the size of"
                    + " 'ShrinkVolume.volume'"),
        () ->
            when(
                volume.getDisk().getSource().getType() == DiskInfo.Source.Type.MOUNT,
                "Shrinking a volume on a MOUNT disk is not supported"),
        () -> when(volume.hasShared(), "Shrinking a shared persistent volume is not supported"));
  }

  private static Optional<String> resized(Resource volume) {
    return First.of(() -> valid(List.of(volume)), () -> volumes(List.of(volume)));
  }

  private static Optional<String> destroy(List<Resource> volumes, Actor actor) {
    return First.of(
        () -> valid(volumes),
        () -> when(volumes.isEmpty(), "Resource cannot be empty"),
        () -> volumes(volumes),
        () -> when(!actor.total().contains(Resources.of(volumes)), "Persistent volumes not found"),
        () ->
            when(
                volumes.stream()
                    .anyMatch(volume -> actor.used().contains(Resources.of(List.of(volume)))),
                "Persistent volumes in use"));
  }
}
