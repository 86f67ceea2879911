package io.cellos.backend.aws.create;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A CloudFormation template with parameters put in, as far as that can be done before anything is
 * made. It knows the functions that conditions and the parameters of nested stacks need.
 */
final class TemplateValues {
  /** A value that only CloudFormation will know; it is not empty. */
  static final String UNKNOWN = "?";

  private final JsonNode template;
  private final Map<String, String> parameters;

  /**
   * @param parameters those left out have the template's defaults
   */
  TemplateValues(JsonNode template, Map<String, String> parameters) {
    this.template = template;
    this.parameters = Map.copyOf(parameters);
  }

  /** The resources that would be made, by logical id, in the order of the template. */
  Map<String, JsonNode> resources() {
    Map<String, JsonNode> made = new LinkedHashMap<>();
    template
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              JsonNode condition = resource.getValue().path("Condition");
              if (condition.isMissingNode() || holds(condition.asText())) {
                made.put(resource.getKey(), resource.getValue());
              }
            });
    return made;
  }

  /** Whether the named condition holds. */
  boolean holds(String condition) {
    return isTrue(template.path("Conditions").path(condition));
  }

  private boolean isTrue(JsonNode condition) {
    Map.Entry<String, JsonNode> function = condition.properties().iterator().next();
    JsonNode operands = function.getValue();
    return switch (function.getKey()) {
      case "Condition" -> holds(operands.asText());
      case "Fn::Equals" -> value(operands.path(0)).equals(value(operands.path(1)));
      case "Fn::Not" -> !isTrue(operands.path(0));
      case "Fn::And" -> StreamSupport.stream(operands.spliterator(), false).allMatch(this::isTrue);
      case "Fn::Or" -> StreamSupport.stream(operands.spliterator(), false).anyMatch(this::isTrue);
      default -> throw new IllegalArgumentException("not a condition: " + condition);
    };
  }

  /** The text that stands there in the end, or {@link #UNKNOWN}. */
  String value(JsonNode node) {
    if (node.isValueNode()) {
      return node.asText();
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(","));
    }
    if (node.size() != 1) {
      return UNKNOWN;
    }
    Map.Entry<String, JsonNode> function = node.properties().iterator().next();
    JsonNode operands = function.getValue();
    return switch (function.getKey()) {
      case "Ref" -> reference(operands.asText());
      case "Fn::If" -> value(operands.path(holds(operands.path(0).asText()) ? 1 : 2));
      case "Fn::FindInMap" ->
          value(
              template
                  .path("Mappings")
                  .path(value(operands.path(0)))
                  .path(value(operands.path(1)))
                  .path(value(operands.path(2))));
      case "Fn::Join" -> joined(operands);
      default -> UNKNOWN;
    };
  }

  private String joined(JsonNode operands) {
    JsonNode list = operands.path(1);
    return list.isArray()
        ? StreamSupport.stream(list.spliterator(), false)
            .map(this::value)
            .collect(Collectors.joining(operands.path(0).asText()))
        : value(list);
  }

  /** The value of a parameter. */
  String reference(String name) {
    JsonNode declared = template.path("Parameters").path(name);
    if (declared.isMissingNode()) {
      return UNKNOWN; // another resource, or AWS::Region and the like
    }
    return parameters.getOrDefault(name, declared.path("Default").asText(UNKNOWN));
  }
}
