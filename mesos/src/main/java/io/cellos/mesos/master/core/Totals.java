package io.cellos.mesos.master.core;

import io.cellos.protocols.mesos.Conversion;
import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Whose word counts about an agent's resources. */
final class Totals {
  private Totals() {}

  /**
   * Reservations and volumes are the master's word, which is in the registry; how much there is in
   * all is the agent's. If the agent was started with other resources, all is its word.
   */
  static Resources agreed(Resources known, Resources reported) {
    return asInFlags(known).equals(asInFlags(reported)) ? known : reported;
  }

  private static Resources asInFlags(Resources resources) {
    return resources.map(Totals::asInFlags);
  }

  private static Resource asInFlags(Resource resource) {
    Resource plain =
        ResourceTraits.isPersistentVolume(resource) ? Conversion.withoutVolume(resource) : resource;
    boolean statically =
        plain.getReservationsCount() > 0
            && plain.getReservations(0).getType() == ReservationInfo.Type.STATIC;
    if (plain.getReservationsCount() == (statically ? 1 : 0)) {
      return plain;
    }
    Resource.Builder bare = plain.toBuilder().clearReservations();
    if (statically) {
      bare.addReservations(plain.getReservations(0));
    }
    return bare.build();
  }
}
