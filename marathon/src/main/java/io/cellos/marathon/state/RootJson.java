package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The tree of groups with the versions of what is in them: {@code {"version": 1, "apps": {"a": 1},
 * "pods": {}, "groups": {"g": {…}}}}. Versions are milliseconds; a group without one has its
 * parent's.
 */
final class RootJson {
  private RootJson() {}

  static ObjectNode write(Group root) {
    return write(root, Optional.empty());
  }

  private static ObjectNode write(Group group, Optional<Timestamp> parent) {
    ObjectNode json = Json.mapper().createObjectNode();
    if (!Optional.of(group.version()).equals(parent)) {
      json.put("version", group.version().millis());
    }
    putVersions(json, "apps", group.apps());
    putVersions(json, "pods", group.pods());
    if (!group.groups().isEmpty()) {
      ObjectNode groups = json.putObject("groups");
      group
          .groups()
          .forEach((id, below) -> groups.set(name(id), write(below, Optional.of(group.version()))));
    }
    if (!group.dependencies().isEmpty()) {
      ArrayNode dependencies = json.putArray("dependencies");
      group.dependencies().forEach(id -> dependencies.add(id.toString()));
    }
    group.enforceRole().ifPresent(enforce -> json.put("enforceRole", enforce));
    return json;
  }

  private static void putVersions(
      ObjectNode json, String field, Map<AppId, ? extends RunSpec> specs) {
    if (!specs.isEmpty()) {
      ObjectNode versions = json.putObject(field);
      specs.forEach((id, spec) -> versions.put(name(id), spec.version().millis()));
    }
  }

  private static String name(AppId id) {
    return id.value().substring(id.value().lastIndexOf('/') + 1);
  }

  /** What a written root refers to. */
  static List<SpecKey> references(JsonNode root) {
    List<SpecKey> keys = new ArrayList<>();
    each(root, AppId.ROOT, keys);
    return keys;
  }

  private static void each(JsonNode group, AppId id, List<SpecKey> keys) {
    BiConsumer<AppId, Timestamp> add = (spec, version) -> keys.add(new SpecKey(spec, version));
    versions(group.path("apps"), id, add);
    versions(group.path("pods"), id, add);
    group
        .path("groups")
        .properties()
        .forEach(below -> each(below.getValue(), child(id, below.getKey()), keys));
  }

  private static void versions(JsonNode specs, AppId group, BiConsumer<AppId, Timestamp> found) {
    specs
        .properties()
        .forEach(
            spec ->
                found.accept(
                    child(group, spec.getKey()), Timestamp.ofMillis(spec.getValue().longValue())));
  }

  private static AppId child(AppId group, String name) {
    return new AppId(group.isRoot() ? "/" + name : group + "/" + name);
  }

  /**
   * @param specs gives what it refers to
   */
  static Group read(JsonNode root, Function<SpecKey, RunSpec> specs) {
    return read(root, AppId.ROOT, Timestamp.ZERO, specs);
  }

  private static Group read(
      JsonNode json, AppId id, Timestamp parent, Function<SpecKey, RunSpec> specs) {
    Timestamp version =
        json.has("version") ? Timestamp.ofMillis(json.get("version").longValue()) : parent;
    Map<AppId, AppDefinition> apps = new LinkedHashMap<>();
    versions(
        json.path("apps"),
        id,
        (app, of) -> apps.put(app, (AppDefinition) specs.apply(new SpecKey(app, of))));
    Map<AppId, PodDefinition> pods = new LinkedHashMap<>();
    versions(
        json.path("pods"),
        id,
        (pod, of) -> pods.put(pod, (PodDefinition) specs.apply(new SpecKey(pod, of))));
    Map<AppId, Group> groups = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> below : json.path("groups").properties()) {
      AppId group = child(id, below.getKey());
      groups.put(group, read(below.getValue(), group, version, specs));
    }
    Set<AppId> dependencies = new LinkedHashSet<>();
    json.path("dependencies").forEach(text -> dependencies.add(new AppId(text.textValue())));
    Optional<Boolean> enforce =
        json.has("enforceRole")
            ? Optional.of(json.get("enforceRole").booleanValue())
            : Optional.empty();
    return new Group(id, apps, pods, groups, dependencies, version, enforce);
  }
}
