package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cellos.marathon.model.Problem;
import java.util.List;

/** One of some words, in upper or lower case. */
public record ChoiceShape(List<String> words) implements Shape {
  public ChoiceShape {
    words = List.copyOf(words);
  }

  public static ChoiceShape of(String... words) {
    return new ChoiceShape(List.of(words));
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    for (String word : words) {
      if (value.isTextual() && word.equalsIgnoreCase(value.textValue())) {
        return TextNode.valueOf(word);
      }
    }
    problems.add(new Problem(path, "error.unknown.enum.literal"));
    return value;
  }
}
