package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.core.launch.resource.Grant;
import io.cellos.marathon.core.launch.resource.Leftovers;
import io.cellos.marathon.core.launch.task.AppLaunch;
import io.cellos.marathon.core.launch.task.Launch;
import io.cellos.marathon.core.launch.task.PodLaunch;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.Offer;

/** Decides whether an instance can be launched on an offer, and how. */
public final class OfferMatcher {
  private final LaunchSettings settings;
  private final Supplier<String> uuids;

  /**
   * @param uuids gives random UUIDs, for volumes
   */
  public OfferMatcher(LaunchSettings settings, Supplier<String> uuids) {
    this.settings = settings;
    this.uuids = uuids;
  }

  /**
   * @param offer what is left of it; offers of one agent may have been merged by the caller
   * @param instance SCHEDULED; with volumes, if it was launched before and keeps data
   * @param others where the instances of the app or pod are; whether this one is among them does
   *     not matter
   * @param localRegion where the master is, if it says so
   */
  public OfferMatch match(
      Offer offer, Instance instance, Placed others, Optional<String> localRegion, Timestamp now) {
    if (offer.hasAllocationInfo() && !offer.getAllocationInfo().getRole().equals(instance.role())) {
      return new OfferMatch.Misfits(Set.of(Reason.UNFULFILLED_ROLE));
    }
    Optional<Grant> grant =
        Grant.of(offer, instance, settings.principal(), settings.acceptedRoles());
    if (grant.isEmpty()) {
      return new OfferMatch.Misfits(Set.of(Reason.NO_CORRESPONDING_RESERVATION_FOUND));
    }
    Place place = Places.of(offer);
    Fitting fitting = new Fitting(settings, offer, instance, grant.get());
    Set<Reason> reasons = fitting.reasons(place, others, localRegion, now);
    return reasons.isEmpty()
        ? fits(offer, instance, grant.get(), fitting.hostPorts(), place, now)
        : new OfferMatch.Misfits(reasons);
  }

  /**
   * What instances that are gone have left on the agent, and how it is given back.
   *
   * @param keeps whether an instance still wants what it has
   */
  public Leftovers leftovers(Offer offer, Predicate<InstanceId> keeps) {
    return Leftovers.in(offer, keeps);
  }

  private OfferMatch fits(
      Offer offer,
      Instance instance,
      Grant grant,
      List<Optional<Integer>> hostPorts,
      Place place,
      Timestamp now) {
    grant.nameVolumes(uuids);
    Launch launch =
        new Launch(
            offer,
            instance,
            grant,
            hostPorts,
            settings.envVarsPrefix(),
            settings.mesosBridgeName());
    Launch.Result result =
        switch (instance.spec()) {
          case AppDefinition app -> AppLaunch.of(app, launch);
          case PodDefinition pod -> PodLaunch.of(pod, launch);
        };
    List<Offer.Operation> operations = new ArrayList<>(grant.preparation());
    operations.add(result.operation());
    return new OfferMatch.Fits(
        provisioned(instance, result, place, grant, now), operations, grant.rest());
  }

  private static Instance provisioned(
      Instance instance, Launch.Result result, Place place, Grant grant, Timestamp now) {
    Map<TaskId, Task> tasks = new LinkedHashMap<>();
    for (Launch.LaunchedTask task : result.tasks()) {
      tasks.put(
          task.id(),
          new Task(
              task.id(),
              Condition.PROVISIONED,
              now,
              Optional.empty(),
              Optional.empty(),
              task.hostPorts()));
    }
    return new Instance(
        instance.id(),
        instance.spec(),
        instance.role(),
        instance.goal(),
        Condition.PROVISIONED,
        now,
        Optional.empty(),
        Optional.of(place),
        tasks,
        grant.volumeNames(),
        Optional.empty(),
        hasNoReadinessChecks(instance.spec()));
  }

  private static boolean hasNoReadinessChecks(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> app.checks().readiness().isEmpty();
      case PodDefinition _ -> true;
    };
  }
}
