package io.cellos.it.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in for EC2 does what the scenarios rely on. */
class Ec2Test {
  private static final String USER_DATA =
      """
      #!/bin/bash
      token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
      id=$(curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)
      aws sts get-caller-identity --region us-east-1 --query Account --output text
      echo "i am $id"
      """;

  @TempDir Path directory;

  @Test
  void instancesRunTheirUserDataUntilTheyAreTerminated() throws IOException, InterruptedException {
    try (Ec2 ec2 = Ec2.start(directory.resolve("ec2"), Endpoints.patched(directory))) {
      String vpc = aws(ec2, "Vpc.VpcId", "create-vpc", "--cidr-block", "10.0.0.0/16");
      String subnet =
          aws(
              ec2,
              "Subnet.SubnetId",
              "create-subnet",
              "--vpc-id",
              vpc,
              "--cidr-block",
              "10.0.16.0/20");
      String image = aws(ec2, "Images[0].ImageId", "describe-images");
      String id =
          aws(
              ec2,
              "Instances[0].InstanceId",
              "run-instances",
              "--image-id",
              image,
              "--subnet-id",
              subnet,
              "--user-data",
              USER_DATA);

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsMatching(NoSuchFileException.class::isInstance)
          .untilAsserted(
              () ->
                  assertThat(Files.readString(ec2.logs(id).resolve("user-data.log")))
                      .contains("123456789012\n")
                      .endsWith("i am " + id + "\n"));

      ec2.run("aws", "ec2", "terminate-instances", "--instance-ids", id);
      await().atMost(Duration.ofSeconds(30)).until(() -> ec2.machines().isEmpty());
    }
    assertThat(Shell.run("ip", "netns", "list")).doesNotContain("ec2");
  }

  private static String aws(Ec2 ec2, String query, String... words) {
    List<String> all = new ArrayList<>(List.of("aws", "ec2"));
    all.addAll(List.of(words));
    all.addAll(List.of("--query", query, "--output", "text"));
    return ec2.run(all.toArray(String[]::new)).strip();
  }
}
