package io.cellos.backend.aws.template;

import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What CloudFormation and EC2 would refuse only once the stack is half made. */
public final class TemplateLimits {
  static final int TEMPLATE_BYTES = 1_000_000;
  static final int PARAMETERS = 200;
  static final int PARAMETER_BYTES = 4096;
  static final int RESOURCES = 500;
  static final int USER_DATA_BYTES = 16_384;

  private TemplateLimits() {}

  /**
   * Checks the templates with what is to be filled in.
   *
   * @param parameters of cell.json
   * @throws InvalidInputException naming everything that is too long
   */
  public static void check(Templates templates, Map<String, String> parameters) {
    List<String> problems = new ArrayList<>();
    most("bytes in cell.json", templates.cell().length, TEMPLATE_BYTES, problems);
    most("bytes in group.json", templates.group().length, TEMPLATE_BYTES, problems);
    most("parameters", templates.parameters().size(), PARAMETERS, problems);
    most("resources", templates.cellTree().get("Resources").size(), RESOURCES, problems);
    parameters.forEach(
        (name, value) -> most("bytes in " + name, bytes(value), PARAMETER_BYTES, problems));
    for (Role role : Role.values()) {
      most(
          "bytes in the user data of the " + role,
          bytes(UserData.of(templates.groupTree(), groupValues(role, parameters))),
          USER_DATA_BYTES,
          problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /** What group.json is given for a role, with the longest of what only AWS knows. */
  static Map<String, String> groupValues(Role role, Map<String, String> parameters) {
    Map<String, String> values = new HashMap<>(parameters);
    values.put("Role", role.toString());
    values.put("Modules", parameters.getOrDefault(StackParameters.name(role, "Modules"), ""));
    values.put("LogGroup", "/cell-os/" + parameters.getOrDefault("CellName", ""));
    values.put("AWS::StackName", "s".repeat(128));
    values.put("AWS::Region", "r".repeat(25));
    values.put("AWS::URLSuffix", "amazonaws.com.cn");
    return values;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void most(String what, int is, int most, List<String> problems) {
    if (is > most) {
      problems.add("there are " + is + " " + what + ", AWS takes at most " + most);
    }
  }
}
