package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods with all that is known of their instances. Made once for many pods. */
public final class PodStatuses {
  private final MarathonView view;
  private final Timestamp now;
  private final Set<AppId> ending;

  public PodStatuses(MarathonView view, Timestamp now) {
    this.view = view;
    this.now = now;
    this.ending =
        view.deployments().stream()
            .flatMap(running -> running.plan().deleted().stream())
            .map(spec -> spec.id())
            .collect(Collectors.toSet());
  }

  public ObjectNode write(PodDefinition pod) {
    List<Instance> shown =
        view.instancesOf(pod.id()).stream()
            .filter(i -> i.condition() != Condition.SCHEDULED || i.place().isPresent())
            .filter(i -> i.spec() instanceof PodDefinition)
            .toList();
    List<PodInstanceJson> instances = shown.stream().map(PodInstanceJson::of).toList();
    Timestamp since =
        shown.stream().map(Instance::since).max(Comparator.naturalOrder()).orElse(now);
    ObjectNode object = Trees.object().put("id", pod.id().toString());
    object.set("spec", PodJson.write(pod));
    object.put("status", status(pod, instances)).put("statusSince", since.toString());
    object.set("instances", Trees.array(instances, PodInstanceJson::write));
    object.set("terminationHistory", history(pod, shown));
    return object.put("lastUpdated", now.toString()).put("lastChanged", since.toString());
  }

  private String status(PodDefinition pod, List<PodInstanceJson> instances) {
    if (ending.contains(pod.id())) {
      return "TERMINAL";
    }
    long stable = instances.stream().filter(i -> i.state() == PodInstanceJson.State.STABLE).count();
    return stable >= pod.instances() ? "STABLE" : "DEGRADED";
  }

  /** The last failure, while its instance is there. */
  private ArrayNode history(PodDefinition pod, List<Instance> instances) {
    ArrayNode history = Trees.array();
    Optional.ofNullable(view.failures().get(pod.id()))
        .ifPresent(
            failure ->
                instances.stream()
                    .flatMap(i -> Optional.ofNullable(i.tasks().get(failure.task())).stream())
                    .findFirst()
                    .ifPresent(task -> history.add(termination(failure, task))));
    return history;
  }

  private static JsonNode termination(TaskFailure failure, Task task) {
    ObjectNode object =
        Trees.object()
            .put("instanceID", failure.task().instance().toString())
            .put("startedAt", task.startedAt().orElse(task.stagedAt()).toString())
            .put("terminatedAt", failure.at().toString())
            .put("message", failure.message());
    object
        .putArray("containers")
        .addObject()
        .put("containerId", failure.task().toString())
        .put("lastKnownState", failure.state());
    return object;
  }
}
