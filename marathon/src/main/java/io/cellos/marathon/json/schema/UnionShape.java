package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** The first shape that fits; if none does, the problems are those of the last. */
public record UnionShape(List<Shape> alternatives) implements Shape {
  public UnionShape {
    alternatives = List.copyOf(alternatives);
  }

  public static UnionShape of(Shape... alternatives) {
    return new UnionShape(List.of(alternatives));
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    List<Problem> found = new ArrayList<>();
    JsonNode clean = value;
    for (Shape alternative : alternatives) {
      found.clear();
      clean = alternative.read(value, path, found);
      if (found.isEmpty()) {
        return clean;
      }
    }
    problems.addAll(found);
    return clean;
  }
}
