package io.cellos.backend.aws.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cellos.base.json.Json;
import io.cellos.model.CellSpec;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parameters of a cell's stack. Only what was chosen or must be given is in them: the template
 * has a default for everything else, and a living stack keeps what it has.
 */
public final class StackParameters {
  private final SortedMap<String, String> values = new TreeMap<>();

  private StackParameters() {}

  /**
   * Those of a new cell.
   *
   * @param zone where the cell is, such as {@code eu-west-1a}
   * @param keyName of the key pair for ssh; empty for none
   * @param prefixList of the networks that may come in; empty where none are chosen
   * @throws InvalidInputException naming every mistake
   */
  public static SortedMap<String, String> ofNew(
      CellSpec spec,
      CellChoices choices,
      CellFiles files,
      String zone,
      Optional<String> keyName,
      Optional<String> prefixList) {
    Architecture architecture = choices.architecture().orElse(Architecture.X86_64);
    List<String> problems = mismatches(choices.instanceTypes(), architecture);
    if (choices.bastion().orElse(false) && prefixList.isEmpty()) {
      problems.add(bastionWithoutNetworks());
    }
    refuse(problems);
    StackParameters parameters = new StackParameters();
    parameters.values.put("CellName", spec.name().value());
    parameters.values.put("AvailabilityZone", zone);
    parameters.values.put("Bucket", files.bucket());
    parameters.values.put("SeedKey", files.seedKey());
    parameters.values.put("NodeKeys", Boolean.toString(choices.nodeKeys()));
    keyName.ifPresent(name -> parameters.values.put("KeyName", name));
    choices.network().ifPresent(parameters::network);
    parameters.defaultTypes(architecture);
    parameters.sizes(spec.sizes());
    parameters.modules(spec.modules());
    parameters.files(files);
    parameters.choices(choices, prefixList);
    return parameters.values;
  }

  /**
   * Those that change when a living cell is updated; all others keep their value. Files are those
   * of the new release.
   *
   * @param previous the stack's parameters as they are
   * @param sizes that the groups have now, which an update must not reset
   * @param modules new ones, which {@code files} has the seed of; empty to keep both
   * @throws InvalidInputException naming every mistake, such as a choice that only a new cell has
   */
  public static SortedMap<String, String> ofUpdate(
      Map<String, String> previous,
      Map<Role, Integer> sizes,
      CellChoices choices,
      CellFiles files,
      Optional<String> prefixList,
      Optional<List<UserModule>> modules) {
    Architecture before = Architecture.parse(previous.getOrDefault("Architecture", "x86_64"));
    Architecture after = choices.architecture().orElse(before);
    List<String> problems = mismatches(choices.instanceTypes(), after);
    problems.addAll(fixed(previous, choices));
    boolean bastion = choices.bastion().orElse(false);
    if (bastion && prefixList.isEmpty() && isEmpty(previous, "AllowedPrefixList")) {
      problems.add(bastionWithoutNetworks());
    }
    refuse(problems);
    StackParameters parameters = new StackParameters();
    if (after != before) {
      parameters.defaultTypes(after); // the types that the cell has do not run the new image
    }
    parameters.sizes(sizes);
    modules.ifPresent(
        given -> {
          parameters.modules(given);
          parameters.values.put("SeedKey", files.seedKey());
        });
    parameters.files(files);
    parameters.choices(choices, prefixList);
    return parameters.values;
  }

  /** The name of a role's parameter, for example {@code StatelessBodySize}. */
  public static String name(Role role, String what) {
    return switch (role) {
      case NUCLEUS -> "Nucleus" + what;
      case STATELESS_BODY -> "StatelessBody" + what;
      case STATEFUL_BODY -> "StatefulBody" + what;
      case MEMBRANE -> "Membrane" + what;
    };
  }

  /** As {@code aws cloudformation create-stack --parameters file://…} reads them. */
  public static String toFile(SortedMap<String, String> parameters) {
    ArrayNode list = Json.mapper().createArrayNode();
    parameters.forEach(
        (name, value) -> list.addObject().put("ParameterKey", name).put("ParameterValue", value));
    return Json.pretty(list);
  }

  private void files(CellFiles files) {
    values.put("Version", files.version());
    values.put("GroupTemplateUrl", files.groupTemplateUrl());
    values.put("ProgramKey", files.programKey());
    values.put("BootKey", files.bootKey());
  }

  private void sizes(Map<Role, Integer> sizes) {
    sizes.forEach((role, size) -> values.put(name(role, "Size"), Integer.toString(size)));
  }

  private void modules(List<UserModule> modules) {
    for (Role role : Role.values()) {
      values.put(
          name(role, "Modules"),
          UserModule.forRole(modules, role).stream()
              .map(UserModule::name)
              .collect(Collectors.joining(",")));
    }
  }

  private void network(CellNetwork network) {
    values.put("VpcCidr", network.cidr());
    values.put("PublicSubnetCidr", network.publicSubnet());
    values.put("PrivateSubnetCidr", network.privateSubnet());
  }

  private void defaultTypes(Architecture architecture) {
    for (Role role : Role.values()) {
      values.put(name(role, "InstanceType"), architecture.defaultInstanceType(role));
    }
  }

  private void choices(CellChoices choices, Optional<String> prefixList) {
    choices.architecture().ifPresent(is -> values.put("Architecture", is.toString()));
    choices
        .image()
        .ifPresent(image -> values.put("Image", image.equals(CellChoices.NEWEST) ? "" : image));
    choices.instanceTypes().forEach((role, type) -> values.put(name(role, "InstanceType"), type));
    choices
        .volumeSizes()
        .forEach((role, size) -> values.put(name(role, "VolumeSize"), Integer.toString(size)));
    choices.spot().ifPresent(on -> values.put("SpotStatelessBody", on.toString()));
    choices.bastion().ifPresent(on -> values.put("WithBastion", on.toString()));
    choices.domain().ifPresent(domain -> values.put("Domain", domain));
    prefixList.ifPresent(list -> values.put("AllowedPrefixList", list));
  }

  private static List<String> mismatches(Map<Role, String> types, Architecture architecture) {
    List<String> problems = new ArrayList<>();
    for (String type : new TreeSet<>(types.values())) {
      if (Architecture.of(type) != architecture) {
        problems.add(
            "instance-type: "
                + type
                + " is not for "
                + architecture
                + ": choose architecture "
                + Architecture.of(type)
                + " or another type");
      }
    }
    return problems;
  }

  private static List<String> fixed(Map<String, String> previous, CellChoices choices) {
    List<String> problems = new ArrayList<>();
    same("cidr", choices.network().map(CellNetwork::cidr), previous.get("VpcCidr"), problems);
    same("zone", choices.zone(), previous.get("AvailabilityZone"), problems);
    same("bucket", choices.bucket(), previous.get("Bucket"), problems);
    if (choices.nodeKeys() && !"true".equals(previous.get("NodeKeys"))) {
      problems.add("keys-instead-of-roles: this cell has roles, and only a new cell can have keys");
    }
    return problems;
  }

  private static void same(
      String what, Optional<String> chosen, String previous, List<String> problems) {
    if (chosen.isPresent() && previous != null && !chosen.get().equals(previous)) {
      problems.add(
          what + ": this cell has " + previous + ", and only a new cell can have " + chosen.get());
    }
  }

  private static boolean isEmpty(Map<String, String> previous, String name) {
    return previous.getOrDefault(name, "").isEmpty();
  }

  private static String bastionWithoutNetworks() {
    return "bastion: nobody could reach it, say who may: allowed-networks = 203.0.113.0/24";
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
