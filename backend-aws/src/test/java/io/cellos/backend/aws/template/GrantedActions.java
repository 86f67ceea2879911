package io.cellos.backend.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prints the IAM actions that cell.json grants to the nodes of each role. */
final class GrantedActions {
  private GrantedActions() {}

  public static void main(String[] args) {
    byRole(Templates.ofThisRelease().cellTree())
        .forEach(
            (role, actions) -> System.out.println(role + " " + actions.size() + " " + actions));
  }

  /** By the logical id of the role. */
  static Map<String, Set<String>> byRole(JsonNode cell) {
    Map<String, Set<String>> granted = new TreeMap<>();
    for (JsonNode resource : cell.get("Resources")) {
      if (resource.get("Type").asText().equals("AWS::IAM::Policy")) {
        for (JsonNode role : resource.at("/Properties/Roles").findValues("Ref")) {
          if (role.asText().endsWith("Role")) {
            Set<String> actions = granted.computeIfAbsent(role.asText(), name -> new TreeSet<>());
            resource
                .at("/Properties/PolicyDocument/Statement")
                .forEach(statement -> actions.addAll(actions(statement)));
          }
        }
      }
    }
    return granted;
  }

  static List<String> actions(JsonNode statement) {
    List<String> actions = new ArrayList<>();
    JsonNode given = statement.get("Action");
    if (given.isTextual()) {
      actions.add(given.asText());
    }
    given.forEach(action -> actions.add(action.asText()));
    return actions;
  }
}
