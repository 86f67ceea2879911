package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Resources;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.NetworkInfo;

/** One instance of a pod. */
record PodInstanceJson(Instance instance, List<PodContainerJson> containers) {
  /** How an instance is. */
  enum State {
    PENDING,
    STAGING,
    STABLE,
    DEGRADED,
    TERMINAL
  }

  static PodInstanceJson of(Instance instance) {
    PodDefinition pod = (PodDefinition) instance.spec();
    return new PodInstanceJson(
        instance,
        instance.tasks().values().stream()
            .sorted(Comparator.comparing(Task::id))
            .map(task -> new PodContainerJson(pod, instance, task))
            .toList());
  }

  State state() {
    return switch (instance.condition()) {
      case SCHEDULED, PROVISIONED -> State.PENDING;
      case STAGING, STARTING -> State.STAGING;
      case RUNNING -> isUnwell() ? State.DEGRADED : State.STABLE;
      case UNREACHABLE, UNREACHABLE_INACTIVE -> State.DEGRADED;
      case KILLING, KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
          State.TERMINAL;
    };
  }

  private boolean isUnwell() {
    return containers.stream()
        .anyMatch(container -> container.healthy().equals(Optional.of(false)));
  }

  private Optional<String> message() {
    return switch (instance.condition()) {
      case UNREACHABLE, UNREACHABLE_INACTIVE -> Optional.of("pod instance has become unreachable");
      case RUNNING ->
          isUnwell()
              ? Optional.of("at least one container is not healthy")
              : Optional.<String>empty();
      case SCHEDULED, PROVISIONED, STAGING, STARTING, KILLING -> Optional.empty();
      case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
          Optional.empty();
    };
  }

  ObjectNode write() {
    String since = instance.since().toString();
    ObjectNode object =
        Trees.object()
            .put("id", instance.id().toString())
            .put("status", state().name())
            .put("statusSince", since);
    message().ifPresent(message -> object.put("message", message));
    object.putArray("conditions");
    instance
        .place()
        .ifPresent(
            place -> {
              object.put("agentHostname", place.hostname()).put("agentId", place.agentId());
              place.region().ifPresent(region -> object.put("agentRegion", region));
              place.zone().ifPresent(zone -> object.put("agentZone", zone));
            });
    Resources own = ((PodDefinition) instance.spec()).executorResources();
    object.set(
        "resources",
        resources(
            containers.stream()
                .flatMap(container -> container.inUse().stream())
                .reduce(own, Resources::plus)));
    object.set("networks", networks());
    object.set("containers", Trees.array(containers, PodContainerJson::write));
    object.put(
        "specReference",
        "/v2/pods" + instance.spec().id() + "::versions/" + instance.spec().version());
    object.set(
        "localVolumes",
        Trees.array(instance.volumes(), volume -> TaskJson.volume(instance.spec().id(), volume)));
    return object.put("lastUpdated", since).put("lastChanged", since).put("role", instance.role());
  }

  static JsonNode resources(Resources resources) {
    ObjectNode object = Trees.object();
    object.set("cpus", NumberShape.node(resources.cpus()));
    object.set("mem", NumberShape.node(resources.mem()));
    object.set("disk", NumberShape.node(resources.disk()));
    return object.put("gpus", resources.gpus());
  }

  /** All addresses by the name of the network; containers of a pod share them. */
  private ArrayNode networks() {
    Map<String, Set<String>> byName = new LinkedHashMap<>();
    containers.stream()
        .flatMap(container -> container.task().status().stream())
        .flatMap(status -> status.getContainerStatus().getNetworkInfosList().stream())
        .forEach(
            network ->
                network.getIpAddressesList().stream()
                    .map(NetworkInfo.IPAddress::getIpAddress)
                    .forEach(
                        byName.computeIfAbsent(network.getName(), _ -> new LinkedHashSet<>())
                            ::add));
    ArrayNode networks = Trees.array();
    byName.forEach(
        (name, addresses) -> {
          ObjectNode network = networks.addObject();
          if (!name.isEmpty()) {
            network.put("name", name);
          }
          network.set("addresses", Trees.texts(addresses));
        });
    return networks;
  }
}
