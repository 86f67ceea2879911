package io.cellos.backend.aws.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.testing.AwsEndpoint;
import io.cellos.base.error.CellException;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir static Path directory;
  private static AwsEndpoint aws;

  @BeforeAll
  static void start() {
    aws = new AwsEndpoint(Moto.patched(directory), directory);
  }

  @AfterAll
  static void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  @AfterEach
  void noFaults() {
    aws.moto().control().resetFaults();
  }

  private static CellSpec spec(String name) {
    return new CellSpec(new CellName(name), Map.of(), List.of());
  }

  private static List<String> plan(CellSpec spec, Map<String, String> settings) {
    try (AwsClients clients = aws.clients(settings)) {
      return new Creation(clients, "2.0.0").plan(spec);
    }
  }

  @Test
  void aPlanNamesStepsResourcesAndPricesAndChangesNothing() {
    aws.moto().control().resetCalls();
    List<String> lines =
        plan(
            spec("demo").withSize(Role.STATELESS_BODY, 2),
            Map.of("bastion", "true", "allowed-networks", "203.0.113.0/24"));
    assertThat(String.join("\n", lines))
        .contains("bucket cell-os--demo-", "zone us-east-1a", "group stateless-body: 2 x ")
        .contains("group bastion: 1 x ", "1 EC2::VPC", "5 ElasticLoadBalancingV2::LoadBalancer")
        .contains("5 AutoScaling::AutoScalingGroup")
        .containsPattern("about \\$\\d+\\.\\d\\d an hour, \\$\\d+ for 30 days");
    assertThat(aws.moto().control().callCounts().keySet())
        .allMatch(call -> call.matches(".*:(Describe|Get|Head|List).*"));
  }

  @Test
  void pricesThatAreNotKnownAreSaidToBe() {
    assertThat(plan(spec("demo"), Map.of("instance-type", "membrane=c5.large")))
        .anyMatch(line -> line.contains("c5.large") && line.contains("price unknown"));
    assertThat(plan(spec("demo"), Map.of("region", "eu-north-1")))
        .anyMatch(line -> line.contains("prices of eu-north-1 are unknown"));
  }

  @Test
  void everythingThatIsInTheWayIsSaidAtOnce() {
    Map<String, String> settings =
        Map.of(
            "zone", "us-east-1z",
            "bucket", "nobodys-bucket",
            "key-pair", "nobodys-key",
            "image", "ami-00000000000000000",
            "allowed-networks", "pl-0123456789abcdef0");
    assertThatThrownBy(() -> plan(spec("demo"), settings))
        .isInstanceOf(CellException.class)
        .hasMessageContainingAll(
            "us-east-1z is not a zone",
            "there is no bucket nobodys-bucket",
            "there is no key pair nobodys-key",
            "there is no image ami-00000000000000000",
            "there is no prefix list pl-0123456789abcdef0",
            "there is no prefix list");
  }

  @Test
  void moreNodesThanALoadBalancerTakesAreARemark() {
    assertThat(plan(spec("demo").withSize(Role.MEMBRANE, 501), Map.of("region", "eu-west-2")))
        .anyMatch(
            line -> line.startsWith("group membrane: 501 nodes behind a Network Load Balancer"))
        .noneMatch(line -> line.startsWith("group stateless-body: 1 nodes"));
  }

  @Test
  void anImageOfThisReleaseIsUsedUnlessAmazonsIsChosen() {
    try (AwsClients clients = aws.clients(Map.of("region", "us-west-2"))) {
      String made =
          clients.ec2().registerImage(b -> b.name("baked").architecture("x86_64")).imageId();
      clients
          .ec2()
          .createTags(
              b -> b.resources(made).tags(new BakedImages(clients, "2.0.0", "x86_64").tags()));
      assertThat(plan(spec("demo"), Map.of("region", "us-west-2")))
          .anyMatch(line -> line.startsWith("nodes start from image " + made));
      assertThat(plan(spec("demo"), Map.of("region", "us-west-2", "image", "newest")))
          .noneMatch(line -> line.contains(made));
    }
  }

  @Test
  void whatAwsWouldRefuseAsTooLongIsNamedWithoutAskingIt() throws Exception {
    List<UserModule> modules = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      String name = "a-module-with-quite-a-long-name-%08d".formatted(i);
      Path module = Files.createDirectories(directory.resolve(name));
      Files.writeString(module.resolve("provision"), "#!/bin/sh\n");
      assertThat(module.resolve("provision").toFile().setExecutable(true)).isTrue();
      modules.add(new UserModule(name, module.toString(), Set.of(Role.MEMBRANE)));
    }
    CellSpec spec = new CellSpec(new CellName("demo"), Map.of(), modules);
    assertThatThrownBy(() -> plan(spec, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bytes in MembraneModules");
    try (AwsClients clients = aws.clients(Map.of())) {
      assertThatThrownBy(
              () -> new Build(clients, "2.0.0").write(spec, directory.resolve("out"), n -> {}))
          .hasMessageContaining("bytes in MembraneModules");
    }
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void typesThatNoZoneHasAreNamed() {
    assertThatThrownBy(() -> plan(spec("demo"), Map.of("instance-type", "x99.huge")))
        .hasMessageContaining("x99.huge is not offered in us-east-1");
  }

  @Test
  void badSettingsAreAllNamedWithoutAskingAws() {
    aws.moto().control().resetCalls();
    InvalidInputException all =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                plan(
                    spec("demo"),
                    Map.of(
                        "volume-size", "nucleus=1",
                        "instance-type", "big",
                        "architecture", "sparc",
                        "cidr", "10.0.0.0/24")));
    assertThat(all.problems()).hasSize(4);
    assertThat(aws.moto().control().callCounts()).isEmpty();
  }

  @Test
  void whatMayNotBeAskedIsARemark() {
    aws.moto().control().faults("DescribeInstanceTypes", "UnauthorizedOperation", 403, 1);
    aws.moto().control().faults("DescribeVpcs", "UnauthorizedOperation", 403, 1);
    assertThat(plan(spec("demo"), Map.of()))
        .anyMatch(
            line ->
                line.startsWith("not checked")
                    && line.contains("the instance types")
                    && line.contains("quota of VPCs"));
  }

  @Test
  void aQuotaThatIsUsedUpIsAProblem() {
    List<String> made = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        made.add(
            aws.cli(
                "--region",
                "eu-west-1",
                "ec2",
                "create-vpc",
                "--cidr-block",
                "10.9.0.0/16",
                "--query",
                "Vpc.VpcId"));
      }
      assertThatThrownBy(() -> plan(spec("demo"), Map.of("region", "eu-west-1")))
          .hasMessageContainingAll("VPCs: 6 are in use", "the quota is 5", "L-F678F1CE");
    } finally {
      made.forEach(id -> aws.cli("--region", "eu-west-1", "ec2", "delete-vpc", "--vpc-id", id));
    }
  }

  @Test
  void aKeyInEc2WithoutItsFileIsAConflict() throws Exception {
    try (AwsClients clients = aws.clients(Map.of())) {
      CellName name = new CellName("keyed");
      KeyPairs keys = new KeyPairs(clients, name);
      keys.ensure(notice -> {});
      assertThat(keys.problem()).isEmpty();
      keys.ensure(
          notice -> {
            throw new AssertionError("nothing was to be made: " + notice);
          });
      String mine = Files.readString(keys.file());
      Files.delete(keys.file());
      assertThatThrownBy(() -> plan(spec("keyed"), Map.of()))
          .hasMessageContaining("this machine has not its file");
      Files.writeString(keys.file(), OpenSshKey.generate("other").file());
      assertThatThrownBy(() -> plan(spec("keyed"), Map.of()))
          .hasMessageContaining("is another one than that in");
      Files.writeString(keys.file(), mine);
      assertThat(plan(spec("keyed"), Map.of())).isNotEmpty();
      assertThat(keys.delete()).isTrue();
      assertThat(keys.delete()).isFalse();
    }
  }

  @Test
  void aFileThatCanNotBeWrittenLeavesNoKeyBehind() throws Exception {
    Path notADirectory = Files.writeString(directory.resolve("file"), "x");
    try (AwsClients clients = aws.clients(Map.of("home", notADirectory.toString()))) {
      KeyPairs keys = new KeyPairs(clients, new CellName("nofile"));
      assertThatThrownBy(() -> keys.ensure(notice -> {}))
          .isInstanceOf(CellException.class)
          .hasMessageContaining("can't write the private key");
    }
    assertThat(aws.cli("ec2", "describe-key-pairs", "--query", "KeyPairs[].KeyName"))
        .doesNotContain("nofile");
  }

  @Test
  void theKeyIsOneThatOpenSshReads() throws Exception {
    OpenSshKey key = OpenSshKey.generate("cell-os--demo");
    Path file = Files.writeString(directory.resolve("key"), key.file());
    Files.setPosixFilePermissions(
        file, Set.copyOf(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
    Process read = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString()).start();
    assertThat(
            new String(
                    read.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .strip())
        .isEqualTo(key.publicKey() + " cell-os--demo");
    assertThat(OpenSshKey.publicKeyIn(key.file())).contains(key.publicKey());
    assertThat(key.toString()).doesNotContain("PRIVATE");
  }

  private static PrefixList networks(AwsClients clients, CellName name) {
    return new PrefixList(
        clients, name, CellChoices.of(clients.settings().chosen()).allowedNetworks());
  }

  @Test
  void allowedNetworksFollowTheSetting() {
    CellName name = new CellName("nets");
    List<String> ids = new ArrayList<>();
    for (String networks :
        List.of("203.0.113.0/24", "203.0.113.0/24,198.51.100.7/32", "198.51.100.7/32")) {
      try (AwsClients clients = aws.clients(Map.of("allowed-networks", networks))) {
        networks(clients, name).ensure(notice -> {}).ifPresent(ids::add);
      }
    }
    assertThat(ids).hasSize(3);
    assertThat(Set.copyOf(ids)).hasSize(1);
    assertThat(
            aws.cli(
                "ec2",
                "get-managed-prefix-list-entries",
                "--prefix-list-id",
                ids.getFirst(),
                "--query",
                "Entries[].Cidr"))
        .isEqualTo("198.51.100.7/32");
    try (AwsClients clients = aws.clients(Map.of("allowed-networks", ids.getFirst()))) {
      assertThat(networks(clients, name).problems()).isEmpty();
      assertThat(networks(clients, name).delete()).isTrue();
      assertThat(networks(clients, name).delete()).isFalse();
    }
  }
}
