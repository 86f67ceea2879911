package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class StackParametersTest {
  private static final CellFiles FILES =
      new CellFiles(
          "2.0.0",
          "bucket",
          "https://bucket.s3.eu-west-1.amazonaws.com/demo/templates/1/group.json",
          "demo/program/1/node.tar",
          "demo/program/1/boot",
          "demo/seed/1.tar.gz");
  private static final List<UserModule> MODULES =
      List.of(
          new UserModule("docker", "/modules/docker", Set.of(Role.STATELESS_BODY, Role.MEMBRANE)),
          new UserModule("metrics", "/modules/metrics", Set.of(Role.values())));

  @Test
  void aNewCellByDefault() {
    assertThat(newCell(Map.of(), Optional.empty()))
        .containsEntry("CellName", "demo")
        .containsEntry("AvailabilityZone", "eu-west-1a")
        .containsEntry("NucleusSize", "3")
        .containsEntry("StatefulBodySize", "0")
        .containsEntry("NucleusInstanceType", "t3.small")
        .containsEntry("StatelessBodyInstanceType", "t3.medium")
        .containsEntry("StatelessBodyModules", "docker,metrics")
        .containsEntry("NucleusModules", "metrics")
        .containsEntry("SeedKey", "demo/seed/1.tar.gz")
        .containsEntry("KeyName", "cell-os--demo")
        .containsEntry("NodeKeys", "false")
        .doesNotContainKeys("VpcCidr", "Image", "Domain", "WithBastion", "AllowedPrefixList");
  }

  @Test
  void aNewCellWithEverythingChosen() {
    Map<String, String> chosen = new HashMap<>();
    chosen.put("architecture", "arm64");
    chosen.put("image", "ami-0123");
    chosen.put("instance-type", "nucleus=m7g.large");
    chosen.put("volume-size", "stateful-body=500");
    chosen.put("spot", "yes");
    chosen.put("bastion", "true");
    chosen.put("allowed-networks", "203.0.113.0/24");
    chosen.put("cidr", "172.31.0.0/16");
    chosen.put("domain", "example.internal");
    chosen.put("keys-instead-of-roles", "narrow");
    assertThat(newCell(chosen, Optional.of("pl-1")))
        .containsEntry("Architecture", "arm64")
        .containsEntry("Image", "ami-0123")
        .containsEntry("NucleusInstanceType", "m7g.large")
        .containsEntry("MembraneInstanceType", "t4g.small")
        .containsEntry("StatefulBodyVolumeSize", "500")
        .containsEntry("SpotStatelessBody", "true")
        .containsEntry("WithBastion", "true")
        .containsEntry("AllowedPrefixList", "pl-1")
        .containsEntry("VpcCidr", "172.31.0.0/16")
        .containsEntry("PublicSubnetCidr", "172.31.0.0/24")
        .containsEntry("PrivateSubnetCidr", "172.31.16.0/20")
        .containsEntry("Domain", "example.internal")
        .containsEntry("NodeKeys", "true");
  }

  @Test
  void parametersAreThoseOfTheTemplateAndItsDefaultsAreOurs() {
    Map<String, String> declared = Templates.ofThisRelease().parameters();
    assertThat(declared.keySet()).containsAll(newCell(Map.of(), Optional.of("pl-1")).keySet());
    for (Role role : Role.values()) {
      assertThat(declared.get(StackParameters.name(role, "Size")))
          .isEqualTo(Integer.toString(role.defaultSize()));
    }
    String template = new String(Templates.ofThisRelease().cell(), StandardCharsets.UTF_8);
    for (Role role : Role.values()) {
      assertThat(template)
          .contains(
              "{\"Ref\": \"%s\"}, {\"Fn::If\": [\"IsArm\", \"%s\", \"%s\"]}"
                  .formatted(
                      StackParameters.name(role, "InstanceType"),
                      Architecture.ARM64.defaultInstanceType(role),
                      Architecture.X86_64.defaultInstanceType(role)));
    }
    CellNetwork usual = CellNetwork.parse(declared.get("VpcCidr"));
    assertThat(declared)
        .containsEntry("PublicSubnetCidr", usual.publicSubnet())
        .containsEntry("PrivateSubnetCidr", usual.privateSubnet());
  }

  @Test
  void typesMustFitTheArchitectureAndABastionMustBeReachable() {
    assertThatThrownBy(
            () ->
                newCell(Map.of("instance-type", "t4g.small", "bastion", "true"), Optional.empty()))
        .hasMessageContaining("t4g.small is not for x86_64: choose architecture arm64")
        .hasMessageContaining("bastion: nobody could reach it");
  }

  @Test
  void anUpdateKeepsWhatIsNotGivenAndPassesOnTheSizes() {
    SortedMap<String, String> update =
        update(Map.of("volume-size", "nucleus=50"), Optional.empty());
    assertThat(update)
        .containsOnlyKeys(
            "Version",
            "GroupTemplateUrl",
            "ProgramKey",
            "BootKey",
            "NucleusVolumeSize",
            "NucleusSize",
            "StatelessBodySize",
            "StatefulBodySize",
            "MembraneSize")
        .containsEntry("StatelessBodySize", "40");
  }

  @Test
  void anUpdateReplacesModulesTogetherWithTheSeed() {
    assertThat(update(Map.of(), Optional.of(MODULES)))
        .containsEntry("MembraneModules", "docker,metrics")
        .containsEntry("SeedKey", "demo/seed/1.tar.gz");
  }

  @Test
  void anotherArchitectureNeedsOtherTypesAndAnImageCanBeGivenUp() {
    assertThat(update(Map.of("architecture", "arm64", "image", "newest"), Optional.empty()))
        .containsEntry("NucleusInstanceType", "t4g.small")
        .containsEntry("Image", "");
    assertThat(update(Map.of("architecture", "x86_64"), Optional.empty()))
        .doesNotContainKey("NucleusInstanceType");
  }

  @Test
  void whatOnlyANewCellCanHaveIsRefusedAllAtOnce() {
    assertThatThrownBy(
            () ->
                update(
                    Map.of(
                        "cidr", "10.1.0.0/16",
                        "zone", "eu-west-1b",
                        "keys-instead-of-roles", "narrow"),
                    Optional.empty()))
        .hasMessageContaining("cidr: this cell has 10.0.0.0/16")
        .hasMessageContaining("zone: this cell has eu-west-1a")
        .hasMessageContaining("keys-instead-of-roles");
  }

  @Test
  void theFileIsWhatTheAwsCommandReads() {
    assertThat(StackParameters.toFile(update(Map.of(), Optional.empty())))
        .contains("\"ParameterKey\" : \"StatelessBodySize\"", "\"ParameterValue\" : \"40\"");
  }

  private static SortedMap<String, String> newCell(
      Map<String, String> chosen, Optional<String> prefixList) {
    return StackParameters.ofNew(
        new CellSpec(CellName.parse("demo"), Map.of(Role.NUCLEUS, 3), MODULES),
        CellChoices.of(new Settings(chosen)),
        FILES,
        "eu-west-1a",
        Optional.of("cell-os--demo"),
        prefixList);
  }

  private static SortedMap<String, String> update(
      Map<String, String> chosen, Optional<List<UserModule>> modules) {
    Map<String, String> previous =
        Map.of(
            "VpcCidr", "10.0.0.0/16",
            "AvailabilityZone", "eu-west-1a",
            "Architecture", "x86_64",
            "NodeKeys", "false");
    return StackParameters.ofUpdate(
        previous,
        Map.of(Role.NUCLEUS, 3, Role.STATELESS_BODY, 40, Role.STATEFUL_BODY, 0, Role.MEMBRANE, 2),
        CellChoices.of(new Settings(chosen)),
        FILES,
        Optional.empty(),
        modules);
  }
}
