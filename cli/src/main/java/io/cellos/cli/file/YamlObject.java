package io.cellos.cli.file;

import io.cellos.base.text.NearWord;
import io.cellos.cli.input.Mistakes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file that has only the keys it may have; what is wrong is noted, not thrown. */
final class YamlObject {
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Mistakes mistakes;

  private YamlObject(Node node, Mistakes mistakes) {
    this.node = node;
    this.mistakes = mistakes;
  }

  /**
   * @param what the thing described, for messages
   * @return empty if the node is no mapping
   */
  static Optional<YamlObject> of(Node node, String what, List<String> keys, Mistakes mistakes) {
    if (!(node instanceof MappingNode mapping)) {
      mistakes.add(
          lineOf(node),
          what + " must be written as keys with values, such as " + keys.getFirst() + ": …");
      return Optional.empty();
    }
    YamlObject object = new YamlObject(node, mistakes);
    for (NodeTuple pair : mapping.getValue()) {
      Node keyNode = pair.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!keys.contains(key)) {
        mistakes.add(
            lineOf(keyNode),
            "unknown key \"%s\" in %s; %s".formatted(key, what, NearWord.orAll(key, keys)));
      } else if (object.values.putIfAbsent(key, pair.getValueNode()) != null) {
        mistakes.add(lineOf(keyNode), "\"%s\" is given twice".formatted(key));
      }
    }
    return Optional.of(object);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** The keys that there are, in the order of the file. */
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  int line() {
    return lineOf(node);
  }

  Optional<Node> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Where the key stands, or the object if it has no such key. */
  int line(String key) {
    return get(key).map(YamlObject::lineOf).orElseGet(this::line);
  }

  Optional<String> text(String key) {
    return get(key).flatMap(value -> text(key, value));
  }

  private Optional<String> text(String key, Node value) {
    if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    mistakes.add(lineOf(value), "\"" + key + "\" needs a text");
    return Optional.empty();
  }

  Optional<Integer> integer(String key) {
    Optional<Node> value = get(key);
    if (value.isPresent()
        && value.get() instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && scalar.getValue().matches("-?\\d{1,9}")) {
      return Optional.of(Integer.valueOf(scalar.getValue()));
    }
    value.ifPresent(wrong -> mistakes.add(lineOf(wrong), "\"" + key + "\" needs a whole number"));
    return Optional.empty();
  }

  /** The elements of a list that has at least one; empty if the key is missing. */
  List<Node> list(String key) {
    Optional<Node> value = get(key);
    if (value.isPresent()
        && value.get() instanceof SequenceNode sequence
        && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    value.ifPresent(
        wrong -> mistakes.add(lineOf(wrong), "\"" + key + "\" needs a list with something in it"));
    return List.of();
  }

  /** Whether the value is a list. */
  boolean isList(String key) {
    return get(key).orElse(null) instanceof SequenceNode;
  }

  /** The value as an object of its own, with only these keys. */
  Optional<YamlObject> object(String key, List<String> keys) {
    return get(key).flatMap(value -> of(value, "\"" + key + "\"", keys, mistakes));
  }

  /** Whether the value is an object. */
  boolean isObject(String key) {
    return get(key).orElse(null) instanceof MappingNode;
  }

  /** The texts of a list. */
  List<String> texts(String key) {
    return list(key).stream().flatMap(element -> text(key, element).stream()).toList();
  }
}
