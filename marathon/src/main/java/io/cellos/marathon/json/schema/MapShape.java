package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An object with any keys, or with those of a pattern, and values of one shape. */
public record MapShape(Shape value, Optional<Pattern> key) implements Shape {
  public static MapShape of(Shape value) {
    return new MapShape(value, Optional.empty());
  }

  public static MapShape of(Shape value, String keyPattern) {
    return new MapShape(value, Optional.of(Pattern.compile(keyPattern)));
  }

  @Override
  public JsonNode read(JsonNode map, String path, List<Problem> problems) {
    if (!map.isObject()) {
      problems.add(new Problem(path, "error.expected.jsobject"));
      return map;
    }
    ObjectNode clean = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (problems.size() >= ENOUGH) {
        break;
      }
      String at = path + "/" + entry.getKey();
      if (key.isPresent() && !key.get().matcher(entry.getKey()).matches()) {
        problems.add(new Problem(at, "error.pattern"));
      }
      clean.set(entry.getKey(), value.read(entry.getValue(), at, problems));
    }
    return clean;
  }
}
