package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.Timestamp;
import java.util.List;

/** A moment, ISO 8601. */
public record TimeShape() implements Shape {
  public static final TimeShape ANY = new TimeShape();

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isTextual()) {
      problems.add(new Problem(path, "error.expected.date"));
      return value;
    }
    try {
      return TextNode.valueOf(Timestamp.parse(value.textValue()).toString());
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(path, "error.expected.date.isoformat"));
      return value;
    }
  }
}
