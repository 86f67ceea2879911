package io.cellos.backend.aws.create;

import io.cellos.backend.Settings;
import io.cellos.model.CellSpec;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The template parameters that follow from what the user asked for; the rest keeps its default. */
final class SpecParameters {
  private final Settings settings;
  private final Map<String, String> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private SpecParameters(Settings settings) {
    this.settings = settings;
  }

  /**
   * @throws InvalidInputException naming every setting that is wrong
   */
  static Map<String, String> of(CellSpec spec, Settings settings, String version) {
    SpecParameters parameters = new SpecParameters(settings);
    parameters.fill(spec, version);
    if (!parameters.problems.isEmpty()) {
      throw new InvalidInputException(parameters.problems);
    }
    return parameters.values;
  }

  private void fill(CellSpec spec, String version) {
    values.put("CellName", spec.name().value());
    values.put("Version", version);
    for (Role role : Role.values()) {
      values.put(RoleWord.of(role) + "Size", Integer.toString(spec.size(role)));
      values.put(
          RoleWord.of(role) + "Modules",
          UserModule.forRole(spec.modules(), role).stream()
              .map(UserModule::name)
              .collect(Collectors.joining(",")));
    }
    copy("domain", "Domain");
    copy("image", "Image");
    architecture();
    perRole("instance-type", this::instanceType);
    perRole("volume-size", this::volumeSize);
    values.put("SpotStatelessBody", Boolean.toString(settings.isOn("spot")));
    values.put("WithBastion", Boolean.toString(settings.isOn("bastion")));
    values.put("NodeKeys", Boolean.toString(settings.get("keys-instead-of-roles").isPresent()));
    settings.get("cidr").ifPresent(this::network);
  }

  private void copy(String setting, String parameter) {
    settings.get(setting).ifPresent(value -> values.put(parameter, value));
  }

  private void architecture() {
    Optional<String> chosen = settings.get("architecture");
    if (chosen.isPresent() && !List.of("x86_64", "arm64").contains(chosen.get())) {
      problems.add("architecture: \"" + chosen.get() + "\" is not one: choose x86_64 or arm64");
    }
    values.put("Architecture", chosen.orElse("x86_64"));
  }

  /** One value for all roles, or {@code role=value} for some. */
  private void perRole(String setting, BiConsumer<Role, String> sink) {
    for (String word : settings.get(setting).orElse("").split(",")) {
      String[] parts = word.strip().split("=", 2);
      if (parts.length == 2) {
        try {
          sink.accept(Role.parse(parts[0].strip()), parts[1].strip());
        } catch (InvalidInputException e) {
          e.problems().forEach(problem -> problems.add(setting + ": " + problem));
        }
      } else if (!parts[0].isEmpty()) {
        List.of(Role.values()).forEach(role -> sink.accept(role, parts[0]));
      }
    }
  }

  private void instanceType(Role role, String type) {
    if (!type.matches("[a-z][a-z0-9-]*\\.[a-z0-9-]+")) {
      problem("instance-type: \"" + type + "\" is not a type such as m7g.large");
    }
    values.put(RoleWord.of(role) + "InstanceType", type);
  }

  private void volumeSize(Role role, String size) {
    if (!size.matches("[1-9]\\d{0,4}")
        || Integer.parseInt(size) < 8
        || Integer.parseInt(size) > 16384) {
      problem("volume-size: \"" + size + "\" is not a number of GiB from 8 to 16384");
    }
    values.put(RoleWord.of(role) + "VolumeSize", size);
  }

  /** Once, also where one value is for all roles. */
  private void problem(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private void network(String cidr) {
    if (!cidr.matches("\\d{1,3}\\.\\d{1,3}\\.0\\.0/16")) {
      problems.add("cidr: \"" + cidr + "\" is not a network of 16 bits such as 10.1.0.0/16");
      return;
    }
    String firstTwo = cidr.substring(0, cidr.length() - "0.0/16".length());
    values.put("VpcCidr", cidr);
    values.put("PublicSubnetCidr", firstTwo + "0.0/24");
    values.put("PrivateSubnetCidr", firstTwo + "16.0/20");
  }
}
