package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.MotoClients;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** What the templates make, launched as they are. */
class CellTemplateTest {
  private static final String BUCKET = "cell-files";

  @TempDir Path directory;
  private final Templates templates = Templates.ofThisRelease();
  private Moto moto;
  private AwsClients clients;

  @BeforeEach
  void start() {
    moto = Moto.patched(directory);
    clients = MotoClients.of(moto);
    clients.s3().createBucket(b -> b.bucket(BUCKET));
    for (Map.Entry<String, byte[]> file :
        Map.of("cell.json", templates.cell(), "group.json", templates.group()).entrySet()) {
      clients
          .s3()
          .putObject(
              put -> put.bucket(BUCKET).key("demo/" + file.getKey()),
              RequestBody.fromBytes(file.getValue()));
    }
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      clients.close();
      moto.close();
    }
  }

  @Test
  void aCellByDefault() {
    Map<String, String> outputs = create(Map.of(Role.NUCLEUS, 3, Role.STATELESS_BODY, 2), Map.of());

    assertThat(sizes()).isEqualTo(Map.of("nucleus", 3, "stateless-body", 2, "membrane", 1));
    assertThat(instances()).allMatch(i -> i.privateIpAddress().startsWith("10.0.16."));
    assertThat(targets(outputs.get("ZookeeperTargetGroup"))).isEqualTo(3);
    assertThat(targets(outputs.get("MesosTargetGroup"))).isEqualTo(2);
    assertThat(targets(outputs.get("MarathonTargetGroup"))).isEqualTo(2);
    assertThat(targets(outputs.get("GatewayTargetGroup"))).isEqualTo(1);
    assertThat(targets(outputs.get("GatewayInternalTargetGroup"))).isEqualTo(1);
    assertThat(outputs)
        .containsEntry("GatewayDomain", "gw.demo.cell.internal")
        .containsEntry("LogGroup", "/cell-os/demo")
        .doesNotContainKey("BastionGroup");
    assertThat(group(outputs, "StatefulBodyGroup").desiredCapacity()).isZero();
    assertThat(hookTimeout(outputs.get("NucleusGroup"))).isEqualTo(3600);
    assertThat(hookTimeout(outputs.get("MembraneGroup"))).isEqualTo(120);
    assertThat(clients.loadBalancing().describeTargetGroups().targetGroups())
        .extracting(TargetGroup::protocolAsString)
        .containsOnly("TCP");
  }

  @Test
  void aCellWithEverything() {
    String list =
        clients
            .ec2()
            .createManagedPrefixList(
                b -> b.prefixListName("office").maxEntries(2).addressFamily("IPv4"))
            .prefixList()
            .prefixListId();
    clients.ec2().createKeyPair(b -> b.keyName("demo"));
    Map<String, String> outputs =
        create(
            Map.of(Role.STATEFUL_BODY, 2, Role.MEMBRANE, 0),
            Map.of(
                "architecture", "arm64",
                "spot", "true",
                "bastion", "true",
                "allowed-networks", list,
                "keys-instead-of-roles", "narrow",
                "cidr", "172.31.0.0/16"));

    assertThat(sizes())
        .isEqualTo(Map.of("nucleus", 1, "stateless-body", 1, "stateful-body", 2, "bastion", 1));
    assertThat(instances()).allMatch(i -> i.instanceTypeAsString().startsWith("t4g."));
    assertThat(instances()).allMatch(i -> i.iamInstanceProfile() == null);
    assertThat(instances())
        .allMatch(i -> (i.instanceLifecycle() != null) == tag(i, "role").equals("stateless-body"));
    assertThat(group(outputs, "StatelessBodyGroup").capacityRebalance()).isTrue();
    assertThat(clients.s3().getBucketPolicy(b -> b.bucket(BUCKET)).policy())
        .contains("demo/keys/*", "aws:SourceVpce", "vpce-");
    assertThat(userData(instances().getFirst())).contains("CELL_NODE_KEYS=true");
  }

  @Test
  void theUserDataOfANode() {
    create(Map.of(), Map.of());
    Instance nucleus =
        instances().stream()
            .filter(i -> tag(i, "role").equals("nucleus"))
            .findFirst()
            .orElseThrow();
    assertThat(userData(nucleus))
        .startsWith("#!/bin/bash\n")
        .contains("CELL_NAME='demo' CELL_ROLE='nucleus' CELL_VERSION='2.0.0'")
        .contains("CELL_STACK='demo-Nucleus-")
        .contains("s3://$CELL_BUCKET/demo/program/1/boot ")
        .doesNotContain("${");
  }

  private Map<String, String> create(Map<Role, Integer> sizes, Map<String, String> chosen) {
    CellChoices choices = CellChoices.of(new Settings(chosen));
    String url = moto.endpoint() + "/" + BUCKET + "/demo/";
    Map<String, String> parameters =
        StackParameters.ofNew(
            new CellSpec(CellName.parse("demo"), sizes, List.of()),
            choices,
            new CellFiles(
                "2.0.0",
                BUCKET,
                url + "group.json",
                "demo/program/1/node.tar",
                "demo/program/1/boot",
                ""),
            "us-east-1a",
            choices.bastion().map(on -> "demo"),
            choices.allowedNetworks().flatMap(AllowedNetworks::prefixList));
    TemplateLimits.check(templates, parameters);
    String id =
        clients
            .cloudFormation()
            .createStack(
                b ->
                    b.stackName("demo")
                        .templateURL(url + "cell.json")
                        .capabilities(Capability.CAPABILITY_IAM)
                        .parameters(
                            parameters.entrySet().stream()
                                .map(
                                    p ->
                                        Parameter.builder()
                                            .parameterKey(p.getKey())
                                            .parameterValue(p.getValue())
                                            .build())
                                .toList()))
            .stackId();
    Stack stack =
        clients
            .cloudFormation()
            .waiter()
            .waitUntilStackCreateComplete(
                b -> b.stackName(id), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(200)))
            .matched()
            .response()
            .orElseThrow()
            .stacks()
            .getFirst();
    return stack.outputs().stream()
        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
  }

  private List<Instance> instances() {
    return clients
        .ec2()
        .describeInstancesPaginator(
            b -> b.filters(Filter.builder().name("tag:cell").values("demo").build()))
        .reservations()
        .stream()
        .flatMap(r -> r.instances().stream())
        .toList();
  }

  private Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new HashMap<>();
    instances().forEach(instance -> sizes.merge(tag(instance, "role"), 1, Integer::sum));
    return sizes;
  }

  private static String tag(Instance instance, String key) {
    return instance.tags().stream()
        .filter(tag -> tag.key().equals(key))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private int targets(String targetGroup) {
    return clients
        .loadBalancing()
        .describeTargetHealth(b -> b.targetGroupArn(targetGroup))
        .targetHealthDescriptions()
        .size();
  }

  private AutoScalingGroup group(Map<String, String> outputs, String output) {
    return clients
        .autoScaling()
        .describeAutoScalingGroups(b -> b.autoScalingGroupNames(outputs.get(output)))
        .autoScalingGroups()
        .getFirst();
  }

  private int hookTimeout(String group) {
    return clients
        .autoScaling()
        .describeLifecycleHooks(b -> b.autoScalingGroupName(group).lifecycleHookNames("leave"))
        .lifecycleHooks()
        .getFirst()
        .heartbeatTimeout();
  }

  private String userData(Instance instance) {
    String encoded =
        clients
            .ec2()
            .describeInstanceAttribute(
                b -> b.instanceId(instance.instanceId()).attribute("userData"))
            .userData()
            .value();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
