package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import java.util.regex.Pattern;

/** What must hold for volumes. */
final class VolumeRules {
  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final Pattern PROVIDER = Pattern.compile("^" + LABEL + "$");
  private static final Pattern OPTION =
      Pattern.compile("^" + LABEL + "/[A-Za-z0-9](?:[-A-Za-z0-9\\._:]*[A-Za-z0-9])?$");

  private VolumeRules() {}

  /** The volumes of an app's container. */
  static void check(
      List<JsonNode> volumes, JsonNode secrets, Features features, Violations violations) {
    List<String> names =
        volumes.stream()
            .flatMap(volume -> Trees.text(volume.path("external"), "name").stream())
            .toList();
    violations.require(PortRules.isUnique(names), "Volume names must be unique");
    for (int i = 0; i < volumes.size(); i++) {
      JsonNode volume = volumes.get(i);
      Violations at = violations.at(i);
      if (volume.has("persistent")) {
        checkMount(volume, at);
        checkPersistent(volume.get("persistent"), at.at("persistent"));
      } else if (volume.has("external")) {
        checkExternal(volume.get("external"), features, at);
      } else if (volume.has("secret")) {
        at.require(
            secrets.has(volume.get("secret").textValue()),
            "volume.secret must refer to an existing secret");
        violations.require(features.has(Features.SECRETS), Features.missing(Features.SECRETS));
      }
    }
  }

  private static void checkMount(JsonNode volume, Violations violations) {
    String path = volume.get("containerPath").textValue();
    violations
        .at("containerPath")
        .require(!path.equals(".") && !path.equals(".."), "can not be one of (.,..)");
    violations.at("containerPath").require(!path.contains("/"), "value must not contain \"/\"");
    violations.at("mode").require(volume.get("mode").textValue().equals("RW"), "does not equal RW");
  }

  /** Space that stays, of an app or a pod. */
  static void checkPersistent(JsonNode info, Violations violations) {
    String type = info.path("type").asText(info.has("profileName") ? "mount" : "root");
    long size = info.get("size").longValue();
    violations.at("size").require(size > 0, "got " + size + ", expected more than 0");
    List<JsonNode> constraints = items(info, "constraints");
    for (int i = 0; i < constraints.size(); i++) {
      checkConstraint(texts(constraints.get(i)).toList(), violations.at("constraints").at(i));
    }
    violations.require(
        type.equals("mount") || !info.has("maxSize"), "Only mount volumes can have maxSize");
    violations.require(
        !type.equals("root") || constraints.isEmpty(),
        "Constraints on root volumes are not supported");
    violations.require(
        !info.has("maxSize") || info.get("maxSize").longValue() > size,
        "Max size must be larger than size");
    violations
        .at("profileName")
        .require(!info.path("profileName").asText("-").isEmpty(), "must not be empty");
  }

  private static void checkConstraint(List<String> constraint, Violations violations) {
    if (constraint.size() < 3 || !constraint.getFirst().equals("path")) {
      violations.add(
          constraint.isEmpty()
              ? "Missing field and operator"
              : "Unsupported constraint " + String.join(",", constraint));
    } else if (!List.of("LIKE", "UNLIKE").contains(constraint.get(1))) {
      violations.add("Operator must be one of LIKE, UNLIKE");
    } else {
      violations.require(ConstraintRules.isRegex(constraint.get(2)), "Invalid regular expression");
    }
  }

  private static void checkExternal(JsonNode info, Features features, Violations violations) {
    violations.require(
        features.has(Features.EXTERNAL_VOLUMES), Features.missing(Features.EXTERNAL_VOLUMES));
    if (info.path("provider").asText().equals("csi")) {
      return;
    }
    Violations at = violations.at("external");
    at.at("name").require(!info.path("name").asText().isEmpty(), "must not be empty");
    if (!info.has("provider")) {
      at.at("provider").add("not defined");
    } else {
      at.at("provider")
          .require(
              PROVIDER.matcher(info.get("provider").textValue()).matches(),
              "must match regular expression '" + PROVIDER + "'");
    }
    info.path("options")
        .propertyStream()
        .filter(option -> !OPTION.matcher(option.getKey()).matches())
        .forEach(option -> at.at("options").add("must match regular expression '" + OPTION + "'"));
  }
}
