package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.testing.Moto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bastion's address against plain moto. The SDK reads the endpoint from the environment, or
 * from these system properties, which belong to this JVM alone.
 */
class BastionAddressTest {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "AWS_ENDPOINT_URL", "aws.endpointUrl",
          "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
          "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey");

  @TempDir Path directory;

  @Test
  void isThatOfTheInstanceInTheGroup() throws IOException, InterruptedException {
    try (Moto moto = Moto.plain(directory)) {
      PROPERTIES.forEach(
          (variable, property) -> System.setProperty(property, moto.environment().get(variable)));
      try (AwsClients clients =
          new AwsClients(
              AwsSettings.of(
                  new Settings(Map.of("region", "us-east-1", "home", directory.toString()))))) {
        assertThat(BastionAddress.find(clients, "none")).isEmpty();
        String image = clients.ec2().describeImages(r -> {}).images().getFirst().imageId();
        clients
            .ec2()
            .createLaunchTemplate(
                template ->
                    template
                        .launchTemplateName("bastion")
                        .launchTemplateData(data -> data.imageId(image).instanceType("t3.nano")));
        clients
            .autoScaling()
            .createAutoScalingGroup(
                group ->
                    group
                        .autoScalingGroupName("bastion")
                        .minSize(1)
                        .maxSize(1)
                        .availabilityZones("us-east-1a")
                        .launchTemplate(template -> template.launchTemplateName("bastion")));
        String address =
            clients
                .ec2()
                .describeInstances()
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .publicIpAddress();
        assertThat(BastionAddress.find(clients, "bastion")).contains(address);
      } finally {
        PROPERTIES.values().forEach(System::clearProperty);
      }
    }
  }
}
