package io.cellos.backend.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user data of group.json as nodes get it. */
final class UserData {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}]+)}");
  private static final String DATA =
      "/Resources/LaunchTemplate/Properties/LaunchTemplateData/UserData/Fn::Base64/Fn::Join";

  private UserData() {}

  /**
   * @param values of the template's parameters and of AWS's pseudo parameters, by name
   */
  static String of(JsonNode group, Map<String, String> values) {
    JsonNode join = group.at(DATA);
    StringBuilder text = new StringBuilder();
    for (JsonNode line : join.get(1)) {
      text.append(text.isEmpty() ? "" : join.get(0).asText())
          .append(
              line.isTextual() ? line.asText() : filledIn(line.get("Fn::Sub").asText(), values));
    }
    return text.toString();
  }

  private static String filledIn(String line, Map<String, String> values) {
    return VARIABLE
        .matcher(line)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
