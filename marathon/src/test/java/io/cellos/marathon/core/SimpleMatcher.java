package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.launch.OfferMatch;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/** Whatever has a processor left fits; only the constraint UNIQUE is looked at. */
final class SimpleMatcher implements Matcher {
  @Override
  public OfferMatch match(
      Offer offer, Instance instance, Collection<Instance> others, Timestamp now) {
    double cpus = offer.getResources(0).getScalar().getValue();
    boolean unique =
        instance.spec().placement().constraints().stream()
            .anyMatch(constraint -> constraint.operator() == Constraint.Operator.UNIQUE);
    if (unique
        && others.stream()
            .anyMatch(
                other -> other.place().get().agentId().equals(offer.getAgentId().getValue()))) {
      return new OfferMatch.Misfits(Set.of(Reason.UNFULFILLED_CONSTRAINT));
    }
    if (!instance.volumes().isEmpty()
        && !instance.place().get().agentId().equals(offer.getAgentId().getValue())) {
      return new OfferMatch.Misfits(Set.of(Reason.NO_CORRESPONDING_RESERVATION_FOUND));
    }
    List<TaskId> ids = ids(instance);
    if (cpus < ids.size()) {
      return new OfferMatch.Misfits(Set.of(Reason.INSUFFICIENT_CPUS, Reason.INSUFFICIENT_MEMORY));
    }
    return fits(offer, instance, ids, cpus, now);
  }

  private static List<TaskId> ids(Instance instance) {
    if (!instance.tasks().isEmpty()) {
      return instance.tasks().keySet().stream().map(TaskId::next).toList();
    }
    return instance.spec() instanceof PodDefinition pod
        ? pod.containers().stream()
            .map(container -> TaskId.ofContainer(instance.id(), container.name()))
            .toList()
        : List.of(TaskId.ofApp(instance.id()));
  }

  private static OfferMatch fits(
      Offer offer, Instance instance, List<TaskId> ids, double cpus, Timestamp now) {
    Map<TaskId, Task> tasks = new LinkedHashMap<>();
    Offer.Operation.Launch.Builder launch = Offer.Operation.Launch.newBuilder();
    for (TaskId id : ids) {
      tasks.put(
          id,
          new Task(id, Condition.PROVISIONED, now, Optional.empty(), Optional.empty(), List.of()));
      launch.addTaskInfos(
          TaskInfo.newBuilder()
              .setName("task")
              .setTaskId(TaskID.newBuilder().setValue(id.toString()))
              .setAgentId(offer.getAgentId()));
    }
    List<LocalVolume> volumes = new ArrayList<>(instance.volumes());
    if (volumes.isEmpty() && instance.spec().isResident()) {
      volumes.add(new LocalVolume("app#data#00000000-0000-0000-0000-000000000000"));
    }
    Offer.Builder rest = offer.toBuilder();
    rest.getResourcesBuilder(0).getScalarBuilder().setValue(cpus - ids.size());
    return new OfferMatch.Fits(
        new Instance(
            instance.id(),
            instance.spec(),
            Goal.RUNNING,
            Condition.PROVISIONED,
            now,
            Optional.empty(),
            Optional.of(
                new Place(
                    offer.getHostname(),
                    offer.getAgentId().getValue(),
                    Optional.empty(),
                    Optional.empty(),
                    offer.getAttributesList())),
            tasks,
            volumes,
            Optional.empty(),
            false),
        List.of(
            Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(launch)
                .build()),
        rest.build());
  }
}
