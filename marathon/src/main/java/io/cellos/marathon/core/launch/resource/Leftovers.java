package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;

/**
 * What instances that are gone have left on an agent.
 *
 * @param operations which give it back, data and all; none if there is nothing
 * @param rest the offer without it
 */
public record Leftovers(List<Offer.Operation> operations, Offer rest) {
  public Leftovers {
    operations = List.copyOf(operations);
  }

  /**
   * Looks for volumes and reservations of this framework. Those whose label names no instance in
   * any way that is known are left alone.
   *
   * @param keeps whether an instance still wants what it has
   */
  public static Leftovers in(Offer offer, Predicate<InstanceId> keeps) {
    if (offer.getResourcesList().stream().noneMatch(Reservations::isForSomeInstance)) {
      return new Leftovers(List.of(), offer);
    }
    Resources offered = Resources.of(offer.getResourcesList());
    Resources left =
        offered.filter(
            resource ->
                Reservations.owner(resource, offer.getFrameworkId())
                    .filter(keeps.negate())
                    .isPresent());
    if (left.isEmpty()) {
      return new Leftovers(List.of(), offer);
    }
    List<Resource> volumes = left.persistentVolumes().list();
    List<Resource> unreserved = left.map(PersistentDisks::disk).list();
    List<Offer.Operation> operations = new ArrayList<>(Operations.destroy(volumes));
    operations.addAll(Operations.unreserve(unreserved));
    Offer rest =
        offer.toBuilder().clearResources().addAllResources(offered.minus(left).list()).build();
    return new Leftovers(operations, rest);
  }
}
