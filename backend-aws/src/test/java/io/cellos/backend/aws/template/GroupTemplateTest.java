package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.MotoClients;
import io.cellos.base.testing.Moto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** What group.json makes, on moto as it is published; it skips the lifecycle hook. */
class GroupTemplateTest {
  @TempDir Path directory;

  @Test
  void aGroupOfTwo() {
    try (Moto moto = Moto.plain(directory);
        AwsClients clients = MotoClients.of(moto)) {
      clients
          .cloudFormation()
          .createStack(
              b ->
                  b.stackName("demo-body")
                      .templateBody(
                          new String(Templates.ofThisRelease().group(), StandardCharsets.UTF_8))
                      .parameters(parameters(clients)));

      AutoScalingGroup group =
          clients.autoScaling().describeAutoScalingGroups().autoScalingGroups().getFirst();
      assertThat(group.desiredCapacity()).isEqualTo(2);
      assertThat(group.maxSize()).isEqualTo(1000);
      assertThat(group.tags())
          .extracting(TagDescription::key, TagDescription::value, TagDescription::propagateAtLaunch)
          .contains(
              tuple("Name", "demo-stateful-body", true),
              tuple("cell", "demo", true),
              tuple("role", "stateful-body", true));
      ResponseLaunchTemplateData launched =
          clients
              .ec2()
              .describeLaunchTemplateVersions(
                  b -> b.launchTemplateId(group.launchTemplate().launchTemplateId()))
              .launchTemplateVersions()
              .getFirst()
              .launchTemplateData();
      assertThat(launched.metadataOptions().httpTokensAsString()).isEqualTo("required");
      assertThat(launched.blockDeviceMappings().getFirst().ebs().encrypted()).isTrue();
      assertThat(launched.blockDeviceMappings().getFirst().ebs().volumeTypeAsString())
          .isEqualTo("gp3");
    }
  }

  private static List<Parameter> parameters(AwsClients clients) {
    Map<String, String> values = new HashMap<>();
    values.put("CellName", "demo");
    values.put("Version", "2.0.0");
    values.put("Role", "stateful-body");
    values.put("Size", "2");
    values.put("InstanceType", "t3.medium");
    values.put("Image", clients.ec2().describeImages().images().getFirst().imageId());
    values.put("SubnetId", clients.ec2().describeSubnets().subnets().getFirst().subnetId());
    values.put(
        "SecurityGroupIds",
        clients.ec2().describeSecurityGroups().securityGroups().getFirst().groupId());
    values.put("Bucket", "files");
    values.put("ProgramKey", "demo/program/1/node.tar");
    values.put("BootKey", "demo/program/1/boot");
    values.put("LogGroup", "/cell-os/demo");
    values.put("HookTimeout", "3600");
    return values.entrySet().stream()
        .map(
            value ->
                Parameter.builder()
                    .parameterKey(value.getKey())
                    .parameterValue(value.getValue())
                    .build())
        .toList();
  }
}
