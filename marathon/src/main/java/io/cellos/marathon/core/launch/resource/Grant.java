package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;

/**
 * What an instance is given of an offer. First it is asked what there is, then volumes are chosen,
 * then the instance's parts take their shares, and in the end it says what has to be done before
 * they are launched.
 */
public final class Grant {
  private final Offer offer;
  private final Instance instance;
  private final Optional<String> principal;
  private final Supply supply;
  private final Optional<ReservationInfo> reservation;
  private final List<Resource> volumes = new ArrayList<>();
  private final List<LocalVolume> names = new ArrayList<>();
  private Map<VolumeWish, Resource> disks = Map.of();

  private Grant(
      Offer offer,
      Instance instance,
      Optional<String> principal,
      Supply supply,
      Optional<ReservationInfo> reservation) {
    this.offer = offer;
    this.instance = instance;
    this.principal = principal;
    this.supply = supply;
    this.reservation = reservation;
  }

  /**
   * @param principal who reserves, if anything has to be
   * @param byDefault whose resources it accepts if its app does not say
   * @return nothing if the instance has volumes, and they are not offered
   */
  public static Optional<Grant> of(
      Offer offer, Instance instance, Optional<String> principal, AcceptedRoles byDefault) {
    Resources offered = Resources.of(offer.getResourcesList());
    if (instance.volumes().isEmpty()) {
      return Optional.of(first(offer, offered, instance, principal, byDefault));
    }
    Predicate<Resource> usable = Usable.reservedFor(instance, offer.getFrameworkId());
    Grant grant =
        new Grant(offer, instance, principal, new Supply(offered, usable), Optional.empty());
    grant.names.addAll(instance.volumes());
    return PersistentDisks.find(instance.volumes(), offered).map(grant::withVolumes);
  }

  private Grant withVolumes(List<Resource> there) {
    there.forEach(supply::take);
    volumes.addAll(there);
    return this;
  }

  private static Grant first(
      Offer offer,
      Resources offered,
      Instance instance,
      Optional<String> principal,
      AcceptedRoles byDefault) {
    boolean resident = instance.spec().isResident();
    Predicate<Resource> usable =
        resident
            ? Usable.reservable(instance.spec().placement())
            : Usable.accepted(instance.spec().placement(), byDefault);
    Optional<ReservationInfo> reservation =
        resident
            ? Optional.of(
                Reservations.forInstance(
                    instance.role(), offer.getFrameworkId(), instance.id(), principal))
            : Optional.empty();
    return new Grant(offer, instance, principal, new Supply(offered, usable), reservation);
  }

  /** Whether there is nothing at all that the instance may use. */
  public boolean isEmpty() {
    return supply.isEmpty();
  }

  /** Whether it has what an earlier launch left. */
  public boolean isKept() {
    return !instance.volumes().isEmpty();
  }

  /** How much there is to take; of disks, only the agent's own without volumes. */
  public double amount(String name) {
    return supply.amount(name);
  }

  /** The ports there are to take. */
  public List<Value.Range> ports() {
    return supply.ports();
  }

  /** Whether there are disks for the volumes that are not there yet. */
  public boolean findDisks() {
    if (reservation.isEmpty()) {
      return true;
    }
    Optional<Map<VolumeWish, Resource>> found =
        DiskPicker.pick(VolumeWish.of(instance.spec()), supply);
    found.ifPresent(picked -> disks = picked);
    return found.isPresent();
  }

  /** Names the new volumes. */
  public void nameVolumes(Supplier<String> uuids) {
    disks.forEach(
        (wish, disk) -> {
          LocalVolume name = PersistentDisks.name(instance.spec().id(), wish.name(), uuids.get());
          names.add(name);
          volumes.add(PersistentDisks.volume(reserved(disk), name, wish.name(), principal));
        });
  }

  /** A part's share of what there is; it must be there. */
  public List<Resource> take(io.cellos.marathon.model.Resources amounts) {
    List<Resource> share = new ArrayList<>();
    share.addAll(supply.take("cpus", amounts.cpus()));
    share.addAll(supply.take("mem", amounts.mem()));
    share.addAll(supply.take("disk", amounts.disk()));
    share.addAll(supply.take("gpus", amounts.gpus()));
    return share.stream().map(this::reserved).toList();
  }

  /** Ports, which must be there. */
  public List<Resource> takePorts(Collection<Integer> ports) {
    return supply.takePorts(new TreeSet<>(ports)).stream().map(this::reserved).toList();
  }

  private Resource reserved(Resource resource) {
    return reservation
        .map(info -> resource.toBuilder().addReservations(info).build())
        .orElse(resource);
  }

  public List<Resource> volumes() {
    return List.copyOf(volumes);
  }

  public List<LocalVolume> volumeNames() {
    return List.copyOf(names);
  }

  /** What has to be done before the launch, once all is taken. */
  public List<Offer.Operation> preparation() {
    if (reservation.isEmpty()) {
      return List.of();
    }
    List<Offer.Operation> operations = new ArrayList<>();
    operations.addAll(
        Operations.reserve(supply.taken().list().stream().map(this::reserved).toList()));
    operations.addAll(Operations.create(volumes));
    return operations;
  }

  /** The offer without what was taken. */
  public Offer rest() {
    return offer.toBuilder().clearResources().addAllResources(supply.left().list()).build();
  }
}
