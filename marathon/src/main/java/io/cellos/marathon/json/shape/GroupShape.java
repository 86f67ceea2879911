package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.TextShape;
import io.cellos.marathon.json.schema.TimeShape;
import io.cellos.marathon.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** The shape of an update of a group: a tree, so it reads itself. */
public final class GroupShape {
  private static final ObjectShape WITHOUT_GROUPS =
      ObjectShape.of(
          optional("id", Texts.PATH_ID),
          optional("apps", ListShape.setOf(AppShape.APP)),
          optional("dependencies", ListShape.setOf(Texts.ANY)),
          optional("scaleBy", NumberShape.DOUBLE.from(0)),
          optional("version", TimeShape.ANY),
          optional("enforceRole", Parts.FLAG));

  /** Its fields; of {@code groups} only the name is right, as a shape can't have itself in it. */
  public static final ObjectShape WITH_GROUPS =
      WITHOUT_GROUPS.and(optional("groups", TextShape.ANY));

  /** What can be said of a group by itself. */
  public static final ObjectShape PARTIAL = ObjectShape.of(optional("enforceRole", Parts.FLAG));

  private GroupShape() {}

  /**
   * @throws InvalidJsonException with all problems, if there are any
   */
  public static ObjectNode read(JsonNode value) {
    List<Problem> problems = new ArrayList<>();
    JsonNode clean = read(value, "", problems);
    if (!problems.isEmpty()) {
      throw new InvalidJsonException(problems);
    }
    return (ObjectNode) clean;
  }

  private static JsonNode read(JsonNode value, String path, List<Problem> problems) {
    JsonNode clean = WITHOUT_GROUPS.read(value, path, problems);
    JsonNode groups = value.path("groups");
    if (groups.isArray()) {
      ArrayNode below = ((ObjectNode) clean).putArray("groups");
      for (int i = 0; i < groups.size(); i++) {
        below.add(read(groups.get(i), path + "/groups(" + i + ")", problems));
      }
    } else if (!groups.isMissingNode() && !groups.isNull()) {
      problems.add(new Problem(path + "/groups", "error.expected.jsarray"));
    }
    return clean;
  }
}
