package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a JSON value must look like. */
public sealed interface Shape
    permits TextShape,
        NumberShape,
        BooleanShape,
        ChoiceShape,
        TimeShape,
        ListShape,
        MapShape,
        ObjectShape,
        UnionShape {
  /** When so many problems are found nobody looks for more. */
  int ENOUGH = 100;

  /**
   * Checks a value.
   *
   * @param path where the value is
   * @param problems what is wrong is added here
   * @return the value's clean form; meaningless if there are problems
   */
  JsonNode read(JsonNode value, String path, List<Problem> problems);

  /**
   * @throws InvalidJsonException with all problems, if there are any
   */
  default JsonNode read(JsonNode value) {
    List<Problem> problems = new ArrayList<>();
    JsonNode clean = read(value, "", problems);
    if (!problems.isEmpty()) {
      throw new InvalidJsonException(problems);
    }
    return clean;
  }
}
