package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.model.Problem;
import java.util.List;
import java.util.stream.Stream;

/** An object with known fields; others are ignored. */
public record ObjectShape(List<Field> fields) implements Shape {
  /** How much of an object without its required field is repeated to the client. */
  private static final int SHOWN = 1000;

  public ObjectShape {
    fields = List.copyOf(fields);
  }

  public static ObjectShape of(Field... fields) {
    return new ObjectShape(List.of(fields));
  }

  public ObjectShape and(Field... more) {
    return new ObjectShape(Stream.concat(fields.stream(), Stream.of(more)).toList());
  }

  /** The same object with every field optional and no defaults. */
  public ObjectShape forUpdate() {
    return new ObjectShape(fields.stream().map(Field::ofUpdate).toList());
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isObject()) {
      problems.add(new Problem(path, "error.expected.jsobject"));
      return value;
    }
    ObjectNode clean = JsonNodeFactory.instance.objectNode();
    for (Field field : fields) {
      JsonNode found = value.path(field.name());
      if (field.isRequired() && found.isMissingNode()) {
        problems.add(new Problem(path + "/" + field.name(), missing(field, value)));
      } else if (field.isRequired() || (!found.isNull() && !found.isMissingNode())) {
        clean.set(field.name(), field.shape().read(found, path + "/" + field.name(), problems));
      } else {
        field.otherwise().ifPresent(otherwise -> clean.set(field.name(), otherwise));
      }
    }
    return clean;
  }

  private static String missing(Field field, JsonNode object) {
    String shown = object.toString();
    return "'"
        + field.name()
        + "' is undefined on object: "
        + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
  }
}
