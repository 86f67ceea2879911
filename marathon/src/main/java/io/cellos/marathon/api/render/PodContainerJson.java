package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.PortReference;
import io.cellos.marathon.model.Resources;
import java.util.Iterator;
import java.util.Optional;

/** One container of an instance of a pod. */
record PodContainerJson(PodDefinition pod, Instance instance, Task task) {

  private Optional<PodContainer> spec() {
    return pod.containers().stream()
        .filter(container -> task.id().container().equals(Optional.of(container.name())))
        .findFirst();
  }

  /** What it takes of the agent now. */
  Optional<Resources> inUse() {
    boolean uses =
        switch (task.condition()) {
          case STAGING, STARTING, RUNNING, UNREACHABLE, KILLING -> true;
          case SCHEDULED, PROVISIONED, UNREACHABLE_INACTIVE -> !instance.volumes().isEmpty();
          case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
              !instance.volumes().isEmpty();
        };
    return uses ? spec().map(PodContainer::resources) : Optional.empty();
  }

  /** Whether it is well; false while Mesos has not told. Nothing if nobody looks. */
  Optional<Boolean> healthy() {
    boolean began =
        switch (task.condition()) {
          case SCHEDULED, PROVISIONED, STAGING, STARTING -> false;
          case RUNNING, UNREACHABLE, UNREACHABLE_INACTIVE, KILLING -> true;
          case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
              instance.volumes().isEmpty();
        };
    boolean checked = spec().flatMap(PodContainer::healthCheck).isPresent();
    return began && checked ? Optional.of(task.healthByMesos().orElse(false)) : Optional.empty();
  }

  ObjectNode write() {
    String since = task.startedAt().orElse(task.stagedAt()).toString();
    ObjectNode object =
        Trees.object()
            .put("name", task.id().container().orElse(task.id().toString()))
            .put("status", TaskState.of(task.condition()))
            .put("statusSince", since);
    ArrayNode conditions = object.putArray("conditions");
    healthy()
        .ifPresent(
            healthy ->
                conditions
                    .addObject()
                    .put("name", "healthy")
                    .put("lastChanged", since)
                    .put("lastUpdated", since)
                    .put("value", healthy.toString())
                    .put(
                        "reason",
                        task.healthByMesos().isPresent()
                            ? "health-reported-by-mesos"
                            : "health-unreported-by-mesos"));
    object.put("containerId", task.id().toString());
    object.set("endpoints", endpoints());
    inUse().ifPresent(resources -> object.set("resources", PodInstanceJson.resources(resources)));
    return object.put("lastUpdated", since).put("lastChanged", since);
  }

  private ArrayNode endpoints() {
    ArrayNode endpoints = Trees.array();
    if (spec().isEmpty() || !task.condition().isActive()) {
      return endpoints;
    }
    Optional<String> checked = spec().flatMap(PodContainer::healthCheck).flatMap(this::endpoint);
    Iterator<Integer> ports = task.hostPorts().iterator();
    for (PodContainer.Endpoint endpoint : spec().get().endpoints()) {
      ObjectNode object = endpoints.addObject().put("name", endpoint.name());
      if (endpoint.hostPort().isPresent() && ports.hasNext()) {
        object.put("allocatedHostPort", ports.next());
      }
      if (checked.equals(Optional.of(endpoint.name()))) {
        task.healthByMesos().ifPresent(healthy -> object.put("healthy", healthy));
      }
    }
    return endpoints;
  }

  private Optional<String> endpoint(HealthCheck check) {
    return check
        .portReference()
        .flatMap(
            reference ->
                switch (reference) {
                  case PortReference.ByName(String name) -> Optional.of(name);
                  case PortReference.ByIndex _ -> Optional.empty();
                });
  }
}
