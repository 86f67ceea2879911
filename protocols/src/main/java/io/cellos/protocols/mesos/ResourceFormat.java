package io.cellos.protocols.mesos;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/**
 * How resources look at the edges. Inside, reservations are the stack {@code reservations}. Those
 * without the capability RESERVATION_REFINEMENT know the fields {@code role} and {@code
 * reservation} instead; endpoints show both. Those without MULTI_ROLE know no {@code
 * allocation_info}.
 *
 * <p>Methods for any message change the resources in it, however deep; a message without resources
 * comes back as it is.
 */
@SuppressWarnings("deprecation") // Mesos deprecates what old clients send
public final class ResourceFormat {
  private ResourceFormat() {}

  /** To the form used inside, from either other one. The resources must be valid. */
  public static <M extends Message> M upgrade(M message) {
    return EveryResource.in(message, ResourceFormat::upgrade);
  }

  /**
   * To the form of those without RESERVATION_REFINEMENT.
   *
   * @throws IllegalArgumentException if there are refined reservations, which that form can't say
   */
  public static <M extends Message> M downgrade(M message) {
    return EveryResource.in(message, ResourceFormat::downgrade);
  }

  /** To the form of the endpoints, which those of both kinds can read. */
  public static <M extends Message> M forEndpoint(M message) {
    return EveryResource.in(message, ResourceFormat::forEndpoint);
  }

  /** Resources say for which role they were allocated, where they do not yet. */
  public static <M extends Message> M allocate(M message, String role) {
    AllocationInfo info = AllocationInfo.newBuilder().setRole(role).build();
    return EveryResource.in(
        message, r -> r.hasAllocationInfo() ? r : r.toBuilder().setAllocationInfo(info).build());
  }

  /** Neither resources nor the message itself (an Offer) say for which role they are allocated. */
  @SuppressWarnings("unchecked") // the same builder builds the same message
  public static <M extends Message> M unallocate(M message) {
    M stripped =
        EveryResource.in(
            message, r -> r.hasAllocationInfo() ? r.toBuilder().clearAllocationInfo().build() : r);
    FieldDescriptor own = stripped.getDescriptorForType().findFieldByName("allocation_info");
    if (own == null || own.getJavaType() != JavaType.MESSAGE || !stripped.hasField(own)) {
      return stripped;
    }
    return (M) stripped.toBuilder().clearField(own).build();
  }

  static Resource upgrade(Resource r) {
    if (!r.hasRole() && !r.hasReservation()) {
      return r;
    }
    Resource.Builder upgraded = r.toBuilder().clearRole().clearReservation();
    if (r.getReservationsCount() == 0 && !r.getRole().equals(Roles.ANY)) {
      upgraded.addReservations(
          r.getReservation().toBuilder()
              .setType(
                  r.hasReservation() ? ReservationInfo.Type.DYNAMIC : ReservationInfo.Type.STATIC)
              .setRole(r.getRole()));
    }
    return upgraded.build();
  }

  static Resource downgrade(Resource r) {
    if (ResourceTraits.isRefined(r)) {
      throw new IllegalArgumentException("refined reservations in " + ResourceText.print(r));
    }
    return r.hasRole() ? r : forEndpoint(r).toBuilder().clearReservations().build();
  }

  static Resource forEndpoint(Resource r) {
    if (r.hasRole() || ResourceTraits.isRefined(r)) {
      return r;
    }
    Resource.Builder shown = r.toBuilder().setRole(ResourceTraits.reservationRole(r));
    if (ResourceTraits.isDynamicallyReserved(r)) {
      shown.setReservation(r.getReservations(0).toBuilder().clearType().clearRole());
    }
    return shown.build();
  }
}
