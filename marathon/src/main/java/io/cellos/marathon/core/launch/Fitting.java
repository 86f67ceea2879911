package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.launch.constraint.Constraints;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.core.launch.resource.Grant;
import io.cellos.marathon.core.launch.resource.PortPicker;
import io.cellos.marathon.core.launch.task.Launch;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;

/** Looks for everything that keeps an instance from an offer. */
final class Fitting {
  private static final String GPU_LABEL = "GPU_SCHEDULING_BEHAVIOR";

  private final LaunchSettings settings;
  private final Offer offer;
  private final Instance instance;
  private final RunSpec spec;
  private final Grant grant;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private List<Optional<Integer>> hostPorts = List.of();

  Fitting(LaunchSettings settings, Offer offer, Instance instance, Grant grant) {
    this.settings = settings;
    this.offer = offer;
    this.instance = instance;
    this.spec = instance.spec();
    this.grant = grant;
  }

  Set<Reason> reasons(Place place, Placed others, Optional<String> localRegion, Timestamp now) {
    unless(!grant.isEmpty(), Reason.UNFULFILLED_ROLE);
    unless(
        Constraints.allowRegion(spec, place, localRegion)
            && Constraints.allow(instance, place, others),
        Reason.UNFULFILLED_CONSTRAINT);
    unless(!isUnderMaintenance(now.instant()), Reason.AGENT_UNDERGOING_MAINTENANCE);
    Needs needs = Needs.of(spec);
    unless(has("cpus", needs.amounts().cpus()), Reason.INSUFFICIENT_CPUS);
    unless(has("mem", needs.amounts().mem()), Reason.INSUFFICIENT_MEMORY);
    unless(grant.findDisks() && has("disk", needs.amounts().disk()), Reason.INSUFFICIENT_DISK);
    unless(has("gpus", needs.amounts().gpus()), Reason.INSUFFICIENT_GPUS);
    Optional<List<Optional<Integer>>> picked =
        needs.ports().isEmpty()
            ? Optional.of(List.of())
            : PortPicker.pick(needs.ports(), grant.ports(), Launch.spread(instance));
    unless(picked.isPresent(), Reason.INSUFFICIENT_PORTS);
    picked.ifPresent(ports -> hostPorts = ports);
    unless(!wastesGpus(needs), Reason.DECLINED_SCARCE_RESOURCES);
    return reasons;
  }

  /** The ports that were chosen, if there was no reason against. */
  List<Optional<Integer>> hostPorts() {
    return hostPorts;
  }

  private void unless(boolean holds, Reason reason) {
    if (!holds) {
      reasons.add(reason);
    }
  }

  private boolean has(String name, double wanted) {
    return Math.round(grant.amount(name) * 1000) >= Math.round(wanted * 1000);
  }

  /** Whether the agent's maintenance goes on or is near. */
  private boolean isUnderMaintenance(Instant now) {
    if (!offer.hasUnavailability()) {
      return false;
    }
    Instant start = Instant.EPOCH.plusNanos(offer.getUnavailability().getStart().getNanoseconds());
    boolean near = now.isAfter(start.minusSeconds(settings.drainingSeconds()));
    boolean over =
        offer.getUnavailability().hasDuration()
            && now.isAfter(
                start.plus(
                    Duration.ofNanos(offer.getUnavailability().getDuration().getNanoseconds())));
    return near && !over;
  }

  /**
   * GPUs are few: what needs none may have to leave them to what does, unless its data is there.
   */
  private boolean wastesGpus(Needs needs) {
    boolean scarce =
        switch (spec.labels().getOrDefault(GPU_LABEL, "")) {
          case "restricted" -> true;
          case "unrestricted" -> false;
          default -> settings.scarceGpus();
        };
    return scarce && needs.amounts().gpus() == 0 && !grant.isKept() && hasGpus();
  }

  private boolean hasGpus() {
    for (Resource resource : offer.getResourcesList()) {
      if (resource.getName().equals("gpus") && resource.getScalar().getValue() > 0) {
        return true;
      }
    }
    return false;
  }
}
