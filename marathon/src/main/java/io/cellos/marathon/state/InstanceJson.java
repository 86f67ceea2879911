package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.TaskStatus;

/** Instances; what health checks of ours said is not kept. Times are milliseconds. */
final class InstanceJson {
  private InstanceJson() {}

  static ObjectNode write(Instance instance) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("id", instance.id().toString())
            .put("spec", instance.spec().id().toString())
            .put("version", instance.spec().version().millis())
            .put("role", instance.role())
            .put("goal", instance.goal().name())
            .put("condition", instance.condition().name())
            .put("since", instance.since().millis())
            .put("ready", instance.ready());
    instance.activeSince().ifPresent(time -> json.put("activeSince", time.millis()));
    instance.place().ifPresent(place -> json.set("place", place(place)));
    ArrayNode tasks = json.putArray("tasks");
    instance.tasks().values().forEach(task -> tasks.add(task(task)));
    if (!instance.volumes().isEmpty()) {
      ArrayNode volumes = json.putArray("volumes");
      instance.volumes().forEach(volume -> volumes.add(volume.toString()));
    }
    return json;
  }

  private static ObjectNode place(Place place) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("hostname", place.hostname())
            .put("agent", place.agentId());
    place.region().ifPresent(region -> json.put("region", region));
    place.zone().ifPresent(zone -> json.put("zone", zone));
    ArrayNode attributes = json.putArray("attributes");
    place.attributes().forEach(attribute -> attributes.add(Protobufs.write(attribute)));
    return json;
  }

  private static ObjectNode task(Task task) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("id", task.id().toString())
            .put("condition", task.condition().name())
            .put("stagedAt", task.stagedAt().millis());
    task.startedAt().ifPresent(time -> json.put("startedAt", time.millis()));
    task.status().ifPresent(status -> json.put("status", Protobufs.write(status)));
    ArrayNode ports = json.putArray("hostPorts");
    task.hostPorts().forEach(ports::add);
    return json;
  }

  static SpecKey spec(JsonNode instance) {
    return new SpecKey(new AppId(instance.get("spec").textValue()), time(instance.get("version")));
  }

  /**
   * @param specs gives what it was launched from
   */
  static Instance read(JsonNode json, Function<SpecKey, RunSpec> specs) {
    Map<TaskId, Task> tasks = new HashMap<>();
    json.path("tasks").forEach(task -> put(tasks, readTask(task)));
    List<LocalVolume> volumes = new ArrayList<>();
    json.path("volumes").forEach(volume -> volumes.add(new LocalVolume(volume.textValue())));
    RunSpec spec = specs.apply(spec(json));
    return new Instance(
        new InstanceId(json.get("id").textValue()),
        spec,
        optional(json, "role").map(JsonNode::textValue).orElseGet(spec::role),
        Goal.valueOf(json.get("goal").textValue()),
        Condition.valueOf(json.get("condition").textValue()),
        time(json.get("since")),
        optional(json, "activeSince").map(InstanceJson::time),
        optional(json, "place").map(InstanceJson::readPlace),
        tasks,
        volumes,
        Optional.empty(),
        json.get("ready").booleanValue());
  }

  private static void put(Map<TaskId, Task> tasks, Task task) {
    tasks.put(task.id(), task);
  }

  private static Task readTask(JsonNode json) {
    List<Integer> ports = new ArrayList<>();
    json.path("hostPorts").forEach(port -> ports.add(port.intValue()));
    return new Task(
        TaskId.find(json.get("id").textValue()).orElseThrow(),
        Condition.valueOf(json.get("condition").textValue()),
        time(json.get("stagedAt")),
        optional(json, "startedAt").map(InstanceJson::time),
        optional(json, "status")
            .map(status -> Protobufs.read(TaskStatus.parser(), status.textValue())),
        ports);
  }

  private static Place readPlace(JsonNode json) {
    List<Attribute> attributes = new ArrayList<>();
    json.path("attributes")
        .forEach(
            attribute -> attributes.add(Protobufs.read(Attribute.parser(), attribute.textValue())));
    return new Place(
        json.get("hostname").textValue(),
        json.get("agent").textValue(),
        optional(json, "region").map(JsonNode::textValue),
        optional(json, "zone").map(JsonNode::textValue),
        attributes);
  }

  private static Optional<JsonNode> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field));
  }

  private static Timestamp time(JsonNode millis) {
    return Timestamp.ofMillis(millis.longValue());
  }
}
