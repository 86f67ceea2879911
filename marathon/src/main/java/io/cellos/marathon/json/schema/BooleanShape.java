package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Problem;
import java.util.List;

/** True or false. */
public record BooleanShape() implements Shape {
  public static final BooleanShape ANY = new BooleanShape();

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isBoolean()) {
      problems.add(new Problem(path, "error.expected.jsboolean"));
    }
    return value;
  }
}
