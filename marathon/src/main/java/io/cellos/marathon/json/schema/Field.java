package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * A field of an object.
 *
 * @param otherwise the value of a field that is absent or null
 */
public record Field(String name, Shape shape, boolean isRequired, Optional<JsonNode> otherwise) {
  public static Field required(String name, Shape shape) {
    return new Field(name, shape, true, Optional.empty());
  }

  public static Field optional(String name, Shape shape) {
    return new Field(name, shape, false, Optional.empty());
  }

  public static Field withDefault(String name, Shape shape, double otherwise) {
    return new Field(name, shape, false, Optional.of(NumberShape.node(otherwise)));
  }

  public static Field withDefault(String name, Shape shape, String otherwise) {
    return new Field(name, shape, false, Optional.of(TextNode.valueOf(otherwise)));
  }

  public static Field withDefault(String name, boolean otherwise) {
    return new Field(name, BooleanShape.ANY, false, Optional.of(BooleanNode.valueOf(otherwise)));
  }

  /** The field in an update, where what is absent stays as it is. */
  Field ofUpdate() {
    return optional(name, shape);
  }
}
