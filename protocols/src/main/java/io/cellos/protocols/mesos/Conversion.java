package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/**
 * Resources that become others of the same amount: reserved, unreserved, a volume or no volume any
 * more.
 */
public record Conversion(Resources consumed, Resources converted) {

  /** What is there afterwards; empty if not all that is consumed is there. */
  public Optional<Resources> apply(Resources to) {
    return to.contains(consumed)
        ? Optional.of(to.minus(consumed).plus(converted))
        : Optional.empty();
  }

  /**
   * What an operation does with resources that are valid and in the form used inside, in its order.
   * Launches do nothing; disks of resource providers are not known here.
   */
  public static List<Conversion> of(Operation operation) {
    return switch (operation.getType()) {
      case RESERVE -> List.of(reserve(operation.getReserve()));
      case UNRESERVE -> each(operation.getUnreserve().getResourcesList(), Conversion::unreserve);
      case CREATE -> each(operation.getCreate().getVolumesList(), Conversion::create);
      case DESTROY -> each(operation.getDestroy().getVolumesList(), Conversion::destroy);
      case GROW_VOLUME -> List.of(grow(operation.getGrowVolume()));
      case SHRINK_VOLUME -> List.of(shrink(operation.getShrinkVolume()));
      case LAUNCH, LAUNCH_GROUP, CREATE_DISK, DESTROY_DISK, UNKNOWN -> List.of();
    };
  }

  private static List<Conversion> each(
      List<Resource> resources, Function<Resource, Conversion> one) {
    List<Conversion> all = new ArrayList<>();
    resources.forEach(resource -> all.add(one.apply(resource)));
    return all;
  }

  private static Conversion reserve(Operation.Reserve reserve) {
    Resources reserved = Resources.of(reserve.getResourcesList());
    return new Conversion(
        reserve.getSourceCount() > 0
            ? Resources.of(reserve.getSourceList())
            : reserved.popReservation(),
        reserved);
  }

  private static Conversion unreserve(Resource resource) {
    Resources reserved = Resources.of(List.of(resource));
    return new Conversion(reserved, reserved.popReservation());
  }

  private static Conversion create(Resource volume) {
    return new Conversion(one(withoutVolume(volume)), one(volume));
  }

  private static Conversion destroy(Resource volume) {
    return new Conversion(one(volume), one(withoutVolume(volume)));
  }

  private static Conversion grow(Operation.GrowVolume grow) {
    Resource volume = grow.getVolume();
    return new Conversion(
        one(volume).plus(one(grow.getAddition())), one(Values.plus(volume, grow.getAddition())));
  }

  private static Conversion shrink(Operation.ShrinkVolume shrink) {
    Resource volume = shrink.getVolume();
    Resource part = volume.toBuilder().setScalar(shrink.getSubtract()).build();
    return new Conversion(
        one(volume), one(Values.minus(volume, part)).plus(one(withoutVolume(part))));
  }

  /**
   * How an agent gets back to what it remembers: from the plain resource, as its flags have it, to
   * the one with reservations and volume.
   */
  public static Conversion remembered(Resource resource) {
    Resource.Builder plain =
        ResourceTraits.isPersistentVolume(resource)
            ? withoutVolume(resource).toBuilder()
            : resource.toBuilder();
    if (ResourceTraits.isDynamicallyReserved(resource)) {
      plain.clearReservations();
      if (resource.getReservations(0).getType() == ReservationInfo.Type.STATIC) {
        plain.addReservations(resource.getReservations(0));
      }
    }
    return new Conversion(one(plain.build()), one(resource));
  }

  private static Resources one(Resource resource) {
    return Resources.of(List.of(resource));
  }

  /** The disk that a volume is made of. */
  public static Resource withoutVolume(Resource volume) {
    Resource.Builder disk = volume.toBuilder().clearShared();
    if (volume.getDisk().hasSource()) {
      disk.getDiskBuilder().clearPersistence().clearVolume();
    } else {
      disk.clearDisk();
    }
    return disk.build();
  }
}
