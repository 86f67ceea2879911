package io.cellos.protocols.mesos;

import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Questions to one resource in the form after RESERVATION_REFINEMENT. */
public final class ResourceTraits {
  private ResourceTraits() {}

  public static boolean isReserved(Resource r) {
    return r.getReservationsCount() > 0;
  }

  public static boolean isReservedFor(Resource r, String role) {
    return isReserved(r) && reservationRole(r).equals(role);
  }

  /** The role of the innermost reservation; {@code *} if there is none. */
  public static String reservationRole(Resource r) {
    int count = r.getReservationsCount();
    return count == 0 ? Roles.ANY : r.getReservations(count - 1).getRole();
  }

  public static boolean isDynamicallyReserved(Resource r) {
    int count = r.getReservationsCount();
    return count > 0 && r.getReservations(count - 1).getType() == ReservationInfo.Type.DYNAMIC;
  }

  /** Whether the reservation refines another one. */
  public static boolean isRefined(Resource r) {
    return r.getReservationsCount() > 1;
  }

  /** Whether frameworks of the role may be offered it: nobody's, its own or an ancestor's. */
  public static boolean isAllocatableTo(Resource r, String role) {
    String owner = reservationRole(r);
    return !isReserved(r) || owner.equals(role) || Roles.isStrictSubrole(role, owner);
  }

  public static boolean isPersistentVolume(Resource r) {
    return r.getDisk().hasPersistence();
  }

  /** Whether an agent has to remember it, because its flags do not say it. */
  public static boolean needsCheckpoint(Resource r) {
    return !r.hasProviderId() && (isDynamicallyReserved(r) || isPersistentVolume(r));
  }
}
