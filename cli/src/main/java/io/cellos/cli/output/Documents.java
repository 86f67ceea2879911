package io.cellos.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cellos.base.json.Json;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/** Data as programs read it: one line of JSON, or the same data as YAML. */
public final class Documents {
  private Documents() {}

  /**
   * Prints the value in the format; what people see is made by the supplier only if they do.
   *
   * @param table the lines for people
   */
  public static void print(Output output, Format format, Object value, Supplier<List<Line>> table) {
    switch (format) {
      case TABLE -> table.get().forEach(output::line);
      case JSON -> output.line(Json.text(value));
      case YAML -> output.out().print(yaml(value));
    }
  }

  private static String yaml(Object value) {
    JsonNode tree = Json.mapper().valueToTree(value);
    try {
      return YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build()
          .writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
