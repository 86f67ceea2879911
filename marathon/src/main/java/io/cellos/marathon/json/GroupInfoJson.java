package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import java.util.Optional;
import java.util.function.Function;

/**
 * Groups as clients see them. What is not embedded is an empty array.
 *
 * @param apps how an app is shown; absent if apps are not
 * @param pods how a pod is shown; absent if pods are not
 * @param groups whether the groups below are shown
 */
public record GroupInfoJson(
    Optional<Function<AppDefinition, JsonNode>> apps,
    Optional<Function<PodDefinition, JsonNode>> pods,
    boolean groups) {

  public ObjectNode write(Group group) {
    ObjectNode object = Trees.object().put("id", group.id().toString());
    ArrayNode shownApps = object.putArray("apps");
    apps.ifPresent(show -> group.apps().values().forEach(app -> shownApps.add(show.apply(app))));
    ArrayNode shownPods = object.putArray("pods");
    pods.ifPresent(show -> group.pods().values().forEach(pod -> shownPods.add(show.apply(pod))));
    ArrayNode below = object.putArray("groups");
    if (groups) {
      group.groups().values().forEach(child -> below.add(write(child)));
    }
    object.set(
        "dependencies", Trees.texts(group.dependencies().stream().map(AppId::toString).toList()));
    object.put("version", group.version().toString());
    group.enforceRole().ifPresent(enforce -> object.put("enforceRole", enforce));
    return object;
  }
}
