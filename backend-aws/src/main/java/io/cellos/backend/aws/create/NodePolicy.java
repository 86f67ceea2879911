package io.cellos.backend.aws.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nodes may do, as one policy for the user whose keys they use: all that the template's roles
 * would allow them, so that the two can't differ.
 */
final class NodePolicy {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z:]+)}");

  private final Map<String, String> values;

  private NodePolicy(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param values of all parameters and pseudo parameters that the policies refer to
   * @return the policy as JSON in one line
   */
  static String of(byte[] cellTemplate, Map<String, String> values) {
    ArrayNode statements = Json.mapper().createArrayNode();
    for (JsonNode resource : Json.tree(cellTemplate).path("Resources")) {
      if (resource.path("Type").asText().equals("AWS::IAM::Policy")) {
        resource
            .path("Properties")
            .path("PolicyDocument")
            .path("Statement")
            .forEach(statement -> statements.add(new NodePolicy(values).resolved(statement)));
      }
    }
    ObjectNode policy = Json.mapper().createObjectNode().put("Version", "2012-10-17");
    policy.set("Statement", statements);
    return Json.text(policy);
  }

  private JsonNode resolved(JsonNode node) {
    if (node.isObject() && node.has("Fn::Sub")) {
      String text = node.path("Fn::Sub").asText();
      return Json.mapper()
          .getNodeFactory()
          .textNode(
              VARIABLE.matcher(text).replaceAll(v -> Matcher.quoteReplacement(value(v.group(1)))));
    }
    if (node.isObject() && node.has("Ref")) {
      return Json.mapper().getNodeFactory().textNode(value(node.path("Ref").asText()));
    }
    if (node.isObject()) {
      ObjectNode copy = Json.mapper().createObjectNode();
      node.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = Json.mapper().createArrayNode();
      node.forEach(element -> copy.add(resolved(element)));
      return copy;
    }
    return node;
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the policies refer to " + name);
    }
    return value;
  }
}
