package io.cellos.marathon.json.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads clean JSON: what is absent is empty, and types are right. */
public final class Trees {
  private Trees() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static <T> ArrayNode array(Collection<T> items, Function<T, JsonNode> write) {
    ArrayNode array = array();
    items.forEach(item -> array.add(write.apply(item)));
    return array;
  }

  public static ArrayNode texts(Collection<String> items) {
    ArrayNode array = array();
    items.forEach(array::add);
    return array;
  }

  public static ObjectNode labels(Map<String, String> labels) {
    ObjectNode object = object();
    labels.forEach(object::put);
    return object;
  }

  public static Optional<JsonNode> field(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name));
  }

  public static Optional<String> text(JsonNode object, String name) {
    return field(object, name).map(JsonNode::textValue);
  }

  public static Optional<Integer> number(JsonNode object, String name) {
    return field(object, name).map(JsonNode::intValue);
  }

  public static Optional<Boolean> flag(JsonNode object, String name) {
    return field(object, name).map(JsonNode::booleanValue);
  }

  /** The items of an array, or none. */
  public static List<JsonNode> items(JsonNode object, String name) {
    return object.path(name).valueStream().toList();
  }

  public static List<String> texts(JsonNode object, String name) {
    return texts(object.path(name)).toList();
  }

  public static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue);
  }

  public static <T> Map<String, T> map(JsonNode object, String name, Function<JsonNode, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    object.path(name).properties().forEach(e -> map.put(e.getKey(), read.apply(e.getValue())));
    return map;
  }

  public static Map<String, String> labels(JsonNode object, String name) {
    return map(object, name, JsonNode::textValue);
  }

  /** Sets the field if there is a value, and removes it if not. */
  public static void set(ObjectNode object, String name, Optional<? extends JsonNode> value) {
    if (value.isPresent()) {
      object.set(name, value.get());
    } else {
      object.remove(name);
    }
  }
}
