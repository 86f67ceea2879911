package io.cellos.marathon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What answers must look like. A shape is the name of a type ({@code text}, {@code time}, {@code
 * int}, {@code number}, {@code flag}, {@code any}), the name of another shape, one of these with
 * {@code []} behind it, several of them with bars between, or an object: its fields with the shape
 * of each, {@code ?} after the names of those that may be missing. There are no other fields,
 * unless one is called {@code *}.
 */
final class AnswerShape {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private final Map<String, JsonNode> named = new HashMap<>();

  /** Reads shapes: each a name and, to the next empty line, what it is. */
  static AnswerShape read(String text) {
    AnswerShape shapes = new AnswerShape();
    for (String part : text.strip().split("\\n\\s*\\n")) {
      String[] both = part.strip().split("\\s+", 2);
      shapes.named.put(both[0], json(both[1]));
    }
    return shapes;
  }

  static JsonNode json(String singleQuoted) {
    return Json.tree(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** What is wrong with the answer; nothing if it has the shape. */
  List<String> problems(JsonNode answer, String shape) {
    List<String> problems = new ArrayList<>();
    look(answer, Json.mapper().getNodeFactory().textNode(shape), "", problems);
    return problems;
  }

  private void look(JsonNode value, JsonNode shape, String path, List<String> problems) {
    if (shape.isTextual()) {
      lookAtName(value, shape.textValue(), path, problems);
    } else if (value.isObject()) {
      lookAtFields(value, shape, path, problems);
    } else {
      problems.add(path + ": is no object but " + value);
    }
  }

  private void lookAtName(JsonNode value, String name, String path, List<String> problems) {
    if (name.contains("|")) {
      lookAtChoices(value, name.split("\\|"), path, problems);
    } else if (name.endsWith("[]")) {
      lookAtItems(value, name.substring(0, name.length() - 2), path, problems);
    } else if (named.containsKey(name)) {
      look(value, named.get(name), path, problems);
    } else if (!isOf(name, value)) {
      problems.add(path + ": is no " + name + " but " + value);
    }
  }

  private void lookAtChoices(JsonNode value, String[] choices, String path, List<String> problems) {
    List<String> best = null;
    for (String choice : choices) {
      List<String> found = new ArrayList<>();
      lookAtName(value, choice, path, found);
      best = best == null || found.size() < best.size() ? found : best;
    }
    problems.addAll(best);
  }

  private void lookAtItems(JsonNode value, String item, String path, List<String> problems) {
    if (!value.isArray()) {
      problems.add(path + ": is no array but " + value);
    }
    for (int i = 0; i < value.size(); i++) {
      lookAtName(value.path(i), item, path + "/" + i, problems);
    }
  }

  private void lookAtFields(JsonNode value, JsonNode shape, String path, List<String> problems) {
    for (Map.Entry<String, JsonNode> field : shape.properties()) {
      String name = field.getKey().replace("?", "");
      if (value.has(name)) {
        look(value.get(name), field.getValue(), path + "/" + name, problems);
      } else if (!field.getKey().endsWith("?") && !name.equals("*")) {
        problems.add(path + "/" + name + ": is missing");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String at = path + "/" + field.getKey();
      if (shape.has(field.getKey()) || shape.has(field.getKey() + "?")) {
        continue;
      }
      if (shape.has("*")) {
        look(field.getValue(), shape.get("*"), at, problems);
      } else {
        problems.add(at + ": is not documented");
      }
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "text" -> value.isTextual();
      case "time" -> value.isTextual() && TIME.matcher(value.textValue()).matches();
      case "int" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "flag" -> value.isBoolean();
      case "any" -> true;
      default -> throw new IllegalArgumentException("there is no shape " + type);
    };
  }
}
