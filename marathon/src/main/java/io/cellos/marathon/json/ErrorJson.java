package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refusals as Marathon says them. */
public final class ErrorJson {
  private ErrorJson() {}

  public static ObjectNode message(String message) {
    return Trees.object().put("message", message);
  }

  /** Status 400. */
  public static ObjectNode of(JsonBody.UnreadableException e) {
    return message(e.getMessage()).put("details", e.details());
  }

  /** Status 422. */
  public static ObjectNode of(InvalidJsonException e) {
    return withDetails("Invalid JSON", e.problems());
  }

  /** Status 422. */
  public static ObjectNode of(InvalidObjectException e) {
    return withDetails("Object is not valid", e.problems());
  }

  /** Status 409. */
  public static ObjectNode locked(String message, Collection<String> deployments) {
    ObjectNode object = message(message);
    ArrayNode array = object.putArray("deployments");
    deployments.forEach(id -> array.addObject().put("id", id));
    return object;
  }

  private static ObjectNode withDetails(String message, List<Problem> problems) {
    Map<String, Set<String>> byPath = new LinkedHashMap<>();
    problems.forEach(
        problem ->
            byPath
                .computeIfAbsent(problem.path(), path -> new LinkedHashSet<>())
                .add(problem.message()));
    ObjectNode object = message(message);
    ArrayNode details = object.putArray("details");
    byPath.forEach(
        (path, errors) -> details.addObject().put("path", path).set("errors", Trees.texts(errors)));
    return object;
  }
}
