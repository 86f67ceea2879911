package io.cellos.protocols.mesos;

import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Whether the reservations of a resource are valid, by Mesos' rules and in its words. */
@SuppressWarnings("deprecation") // Mesos deprecates what old clients send
final class ReservationCheck {
  private ReservationCheck() {}

  static Optional<String> problem(Resource r) {
    if (r.getReservationsCount() == 0) {
      return beforeRefinement(r);
    }
    for (ReservationInfo reservation : r.getReservationsList()) {
      Optional<String> problem = one(reservation);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return refinement(r)
        .or(() -> r.getReservationsCount() == 1 ? bothFormats(r) : oldFieldsOfMany(r));
  }

  private static Optional<String> beforeRefinement(Resource r) {
    Optional<String> role = Roles.problem(r.getRole());
    if (role.isPresent() || !r.hasReservation()) {
      return role;
    }
    if (r.getReservation().hasType()) {
      return Optional.of(
          "'Resource.ReservationInfo.type' must not be set for the 'Resource.reservation' field");
    }
    if (r.getReservation().hasRole()) {
      return Optional.of(
          "'Resource.ReservationInfo.role' must not be set for the 'Resource.reservation' field");
    }
    return r.getRole().equals(Roles.ANY)
        ? Optional.of("Invalid reservation: role \"*\" cannot be dynamically reserved")
        : Optional.empty();
  }

  private static Optional<String> one(ReservationInfo reservation) {
    if (!reservation.hasType()) {
      return Optional.of("Invalid reservation: 'Resource.ReservationInfo.type' field must be set.");
    }
    if (reservation.getType() == ReservationInfo.Type.UNKNOWN) {
      return Optional.of("Unsupported 'Resource.ReservationInfo.Type'");
    }
    if (!reservation.hasRole()) {
      return Optional.of("Invalid reservation: 'Resource.ReservationInfo.role' field must be set.");
    }
    if (reservation.getRole().equals(Roles.ANY)) {
      return Optional.of("Invalid reservation: role \"*\" cannot be reserved");
    }
    return Roles.problem(reservation.getRole());
  }

  private static Optional<String> refinement(Resource r) {
    for (int i = 1; i < r.getReservationsCount(); i++) {
      String ancestor = r.getReservations(i - 1).getRole();
      String descendant = r.getReservations(i).getRole();
      if (r.getReservations(i).getType() == ReservationInfo.Type.STATIC) {
        return Optional.of("Invalid refined reservation: A refined reservation cannot be STATIC");
      }
      if (!Roles.isStrictSubrole(descendant, ancestor)) {
        return Optional.of(
            "Invalid refined reservation: role '%s' is not a refinement of '%s'"
                .formatted(descendant, ancestor));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> oldFieldsOfMany(Resource r) {
    if (!r.hasRole() && !r.hasReservation()) {
      return Optional.empty();
    }
    return Optional.of(
        "Invalid resource format: 'Resource.%s' must not be set if there is more than one"
                .formatted(r.hasRole() ? "role" : "reservation")
            + " reservation in 'Resource.reservations'");
  }

  /** Endpoints show both formats, and what they show may come back; then both must agree. */
  private static Optional<String> bothFormats(Resource r) {
    ReservationInfo reservation = r.getReservations(0);
    if (r.hasRole() && !r.getRole().equals(reservation.getRole())) {
      return Optional.of(
          ("Invalid resource format: 'Resource.role' field with '%s' does not match the role '%s'"
                  + " in 'Resource.reservations'")
              .formatted(r.getRole(), reservation.getRole()));
    }
    if (reservation.getType() == ReservationInfo.Type.STATIC) {
      return r.hasReservation()
          ? Optional.of(
              "Invalid resource format: 'Resource.reservation' must not be set if the single"
                  + " reservation in 'Resource.reservations' is STATIC")
          : Optional.empty();
    }
    if (r.hasRole() != r.hasReservation()) {
      return Optional.of(
          "Invalid resource format: 'Resource.role' and 'Resource.reservation' must either be both"
              + " set or both not set if the single reservation in 'Resource.reservations' is"
              + " DYNAMIC");
    }
    if (!r.hasReservation()) {
      return Optional.empty();
    }
    boolean agree =
        r.getReservation().getPrincipal().equals(reservation.getPrincipal())
            && Kinds.sameLabels(r.getReservation().getLabels(), reservation.getLabels());
    return agree
        ? Optional.empty()
        : Optional.of(
            "Invalid resource format: principal or labels of 'Resource.reservation' do not match"
                + " those in 'Resource.reservations'");
  }
}
