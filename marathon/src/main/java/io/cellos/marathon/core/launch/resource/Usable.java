package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.Placement;
import io.cellos.protocols.mesos.ResourceTraits;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Resource;

/** Which of an agent's resources an instance may be given. */
public final class Usable {
  private Usable() {}

  /** For an instance that keeps nothing: of the accepted roles, and not kept by an instance. */
  public static Predicate<Resource> accepted(Placement placement, AcceptedRoles byDefault) {
    Set<String> roles =
        placement.acceptedResourceRoles().isEmpty()
            ? byDefault.of(placement.role())
            : placement.acceptedResourceRoles();
    return resource ->
        isPlain(resource)
            && roles.contains(ResourceTraits.reservationRole(resource))
            && !Reservations.isForSomeInstance(resource);
  }

  /** For the first launch of an instance that keeps data: only what is nobody's can be reserved. */
  public static Predicate<Resource> reservable(Placement placement) {
    Set<String> roles = placement.acceptedResourceRoles();
    boolean reserves =
        !placement.role().equals(Placement.UNRESERVED)
            && (roles.isEmpty() || roles.contains(Placement.UNRESERVED));
    return resource -> reserves && isPlain(resource) && !ResourceTraits.isReserved(resource);
  }

  /** What is reserved for the instance. */
  public static Predicate<Resource> reservedFor(Instance instance, FrameworkID framework) {
    return resource ->
        isPlain(resource)
            && Reservations.owner(resource, framework).equals(Optional.of(instance.id()));
  }

  private static boolean isPlain(Resource resource) {
    return !ResourceTraits.isPersistentVolume(resource)
        && !resource.getDisk().hasVolume()
        && !resource.hasRevocable()
        && !resource.hasShared();
  }
}
