package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.schema.Field;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.MapShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.UnionShape;
import io.cellos.marathon.json.shape.AppShape;
import io.cellos.marathon.json.shape.GroupShape;
import io.cellos.marathon.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields that Marathon ignores because it does not know them. The API says nothing of them, as it
 * never did; whoever writes a file by hand wants to know.
 */
public final class UnknownFields {
  private final List<Unknown> found = new ArrayList<>();

  private UnknownFields() {}

  /**
   * One that is ignored.
   *
   * @param path of the object that has it, such as {@code /container}; empty for the outermost
   * @param known what could stand there
   */
  public record Unknown(String path, String name, List<String> known) {
    public Unknown {
      known = List.copyOf(known);
    }
  }

  public static List<Unknown> ofApp(JsonNode app) {
    UnknownFields fields = new UnknownFields();
    fields.look(AppShape.APP, app, "");
    return fields.found;
  }

  /** Of a group, what is in it included. */
  public static List<Unknown> ofGroup(JsonNode group) {
    UnknownFields fields = new UnknownFields();
    fields.lookAtGroup(group, "");
    return fields.found;
  }

  private void lookAtGroup(JsonNode group, String path) {
    look(GroupShape.WITH_GROUPS, group, path);
    JsonNode below = group.path("groups");
    for (int i = 0; i < below.size(); i++) {
      lookAtGroup(below.path(i), path + "/groups(" + i + ")");
    }
  }

  private void look(Shape shape, JsonNode value, String path) {
    switch (shape) {
      case ObjectShape(var fields) when value.isObject() -> lookAtFields(fields, value, path);
      case ListShape list when value.isArray() -> {
        for (int i = 0; i < value.size(); i++) {
          look(list.item(), value.get(i), path + "(" + i + ")");
        }
      }
      case MapShape map when value.isObject() ->
          value
              .properties()
              .forEach(entry -> look(map.value(), entry.getValue(), path + "/" + entry.getKey()));
      case UnionShape(var alternatives) ->
          alternatives.stream()
              .filter(each -> fits(each, value))
              .findFirst()
              .ifPresent(each -> look(each, value, path));
      default -> {} // has no fields, or is wrong altogether
    }
  }

  private static boolean fits(Shape shape, JsonNode value) {
    List<Problem> problems = new ArrayList<>();
    shape.read(value, "", problems);
    return problems.isEmpty();
  }

  private void lookAtFields(List<Field> fields, JsonNode object, String path) {
    List<String> known = fields.stream().map(Field::name).toList();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Optional<Field> field =
          fields.stream().filter(each -> each.name().equals(entry.getKey())).findFirst();
      if (field.isPresent()) {
        look(field.get().shape(), entry.getValue(), path + "/" + entry.getKey());
      } else {
        found.add(new Unknown(path, entry.getKey(), known));
      }
    }
  }
}
