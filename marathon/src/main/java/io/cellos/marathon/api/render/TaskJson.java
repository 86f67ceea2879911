package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;

/** Tasks of apps. */
public final class TaskJson {
  private TaskJson() {}

  /** All tasks of an app that have been launched. */
  public static Stream<ObjectNode> ofSpec(MarathonView view, AppId app) {
    return ofInstances(view, view.instancesOf(app));
  }

  /** All tasks of these instances that have been launched. */
  public static Stream<ObjectNode> ofInstances(MarathonView view, List<Instance> instances) {
    return instances.stream()
        .filter(instance -> instance.place().isPresent())
        .flatMap(
            instance ->
                instance.tasks().values().stream().map(task -> write(view, instance, task)));
  }

  private static ObjectNode write(MarathonView view, Instance instance, Task task) {
    Place place = instance.place().orElseThrow();
    boolean active = task.condition().isActive();
    RunSpec spec = view.tree().root().runSpec(instance.spec().id()).orElse(instance.spec());
    ObjectNode object = Trees.object().put("appId", instance.spec().id().toString());
    object.set(
        "healthCheckResults", Trees.array(HealthJson.of(view, instance, task), HealthJson::write));
    task.status()
        .filter(status -> status.hasCheckStatus())
        .flatMap(status -> check(status.getCheckStatus()))
        .ifPresent(check -> object.set("checkResult", check));
    object.put("host", place.hostname()).put("id", task.id().toString());
    object.set("ipAddresses", Trees.array(task.addresses(), TaskJson::address));
    ArrayNode ports = object.putArray("ports");
    ArrayNode servicePorts = object.putArray("servicePorts");
    if (active) {
      task.hostPorts().forEach(ports::add);
    }
    if (spec instanceof AppDefinition app) {
      app.servicePorts().forEach(servicePorts::add);
    }
    object.put("slaveId", place.agentId()).put("state", TaskState.of(task.condition()));
    if (active) {
      object.put("stagedAt", task.stagedAt().toString());
      task.startedAt().ifPresent(at -> object.put("startedAt", at.toString()));
      object.put("version", instance.spec().version().toString());
    }
    object.set(
        "localVolumes",
        Trees.array(instance.volumes(), volume -> volume(instance.spec().id(), volume)));
    place.region().ifPresent(region -> object.put("region", region));
    place.zone().ifPresent(zone -> object.put("zone", zone));
    return object.put("role", instance.role());
  }

  /** An address as tasks and events show it. */
  static JsonNode address(NetworkInfo.IPAddress address) {
    boolean six = address.getProtocol() == NetworkInfo.Protocol.IPv6;
    return Trees.object()
        .put("ipAddress", address.getIpAddress())
        .put("protocol", six ? "IPv6" : "IPv4");
  }

  static JsonNode volume(AppId spec, LocalVolume volume) {
    String id = volume.value();
    return Trees.object()
        .put("runSpecId", spec.toString())
        .put("containerPath", volume.containerPath())
        .put("uuid", id.substring(id.lastIndexOf('#') + 1))
        .put("persistenceId", id);
  }

  private static Optional<JsonNode> check(CheckStatusInfo status) {
    ObjectNode object = Trees.object();
    if (status.hasHttp() && status.getHttp().hasStatusCode()) {
      object.putObject("http").put("statusCode", status.getHttp().getStatusCode());
    }
    if (status.hasTcp() && status.getTcp().hasSucceeded()) {
      object.putObject("tcp").put("succeeded", status.getTcp().getSucceeded());
    }
    if (status.hasCommand() && status.getCommand().hasExitCode()) {
      object.putObject("command").put("exitCode", status.getCommand().getExitCode());
    }
    return object.isEmpty() ? Optional.empty() : Optional.of(object);
  }
}
