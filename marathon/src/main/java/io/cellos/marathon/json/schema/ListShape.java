package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellos.marathon.model.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An array of values of one shape; those of a set count once. */
public record ListShape(Shape item, boolean isSet, int minItems) implements Shape {
  public static ListShape of(Shape item) {
    return new ListShape(item, false, 0);
  }

  public static ListShape setOf(Shape item) {
    return new ListShape(item, true, 0);
  }

  public ListShape notEmpty() {
    return new ListShape(item, isSet, 1);
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isArray()) {
      problems.add(new Problem(path, "error.expected.jsarray"));
      return value;
    }
    ArrayNode clean = JsonNodeFactory.instance.arrayNode(value.size());
    Set<JsonNode> seen = new LinkedHashSet<>();
    for (int i = 0; i < value.size() && problems.size() < ENOUGH; i++) {
      JsonNode read = item.read(value.get(i), path + "(" + i + ")", problems);
      if (!isSet || seen.add(read)) {
        clean.add(read);
      }
    }
    if (clean.size() < minItems) {
      problems.add(new Problem(path, "error.minLength"));
    }
    return clean;
  }
}
