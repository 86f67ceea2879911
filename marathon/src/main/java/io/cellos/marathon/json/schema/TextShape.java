package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Problem;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A string.
 *
 * @param rule what it must be like
 */
public record TextShape(int minLength, int maxLength, Predicate<String> rule) implements Shape {
  public static final TextShape ANY = new TextShape(0, Integer.MAX_VALUE, _ -> true);

  public static TextShape ofLength(int min, int max) {
    return new TextShape(min, max, _ -> true);
  }

  public static TextShape notEmpty() {
    return ofLength(1, Integer.MAX_VALUE);
  }

  /** Text far too long is not tried: regular expressions recurse. */
  public TextShape matching(String regex) {
    Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
    return following(text -> text.length() <= 1024 && matches.test(text));
  }

  public TextShape following(Predicate<String> rule) {
    return new TextShape(minLength, maxLength, rule);
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isTextual()) {
      problems.add(new Problem(path, "error.expected.jsstring"));
      return value;
    }
    String text = value.textValue();
    if (text.length() > maxLength) {
      problems.add(new Problem(path, "error.maxLength"));
    }
    if (text.length() < minLength) {
      problems.add(new Problem(path, "error.minLength"));
    }
    if (!rule.test(text)) {
      problems.add(new Problem(path, "error.pattern"));
    }
    return value;
  }
}
