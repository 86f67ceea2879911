package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.TaskId;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Reservations that are made for instances: labels say for which. */
public final class Reservations {
  private static final String FRAMEWORK = "marathon_framework_id";

  /** Named when it was tasks that had reservations. */
  private static final String INSTANCE = "marathon_task_id";

  private Reservations() {}

  static ReservationInfo forInstance(
      String role, FrameworkID framework, InstanceId instance, Optional<String> principal) {
    ReservationInfo.Builder reservation =
        ReservationInfo.newBuilder()
            .setType(ReservationInfo.Type.DYNAMIC)
            .setRole(role)
            .setLabels(
                Labels.newBuilder()
                    .addLabels(label(FRAMEWORK, framework.getValue()))
                    .addLabels(label(INSTANCE, instance.value())));
    principal.ifPresent(reservation::setPrincipal);
    return reservation.build();
  }

  private static Label label(String key, String value) {
    return Label.newBuilder().setKey(key).setValue(value).build();
  }

  /** Whether it is reserved for an instance, by whichever framework of this kind. */
  static boolean isForSomeInstance(Resource resource) {
    return find(resource, FRAMEWORK).isPresent() || find(resource, INSTANCE).isPresent();
  }

  /** The instance of the framework that it is reserved for; nothing if it is not. */
  static Optional<InstanceId> owner(Resource resource, FrameworkID framework) {
    return find(resource, FRAMEWORK).filter(framework.getValue()::equals).isPresent()
        ? find(resource, INSTANCE).flatMap(Reservations::instance)
        : Optional.empty();
  }

  private static Optional<InstanceId> instance(String label) {
    return InstanceId.find(label).or(() -> TaskId.find(label).map(TaskId::instance));
  }

  private static Optional<String> find(Resource resource, String key) {
    int count = resource.getReservationsCount();
    if (count == 0) {
      return Optional.empty();
    }
    for (Label label : resource.getReservations(count - 1).getLabels().getLabelsList()) {
      if (label.getKey().equals(key)) {
        return Optional.of(label.getValue());
      }
    }
    return Optional.empty();
  }
}
