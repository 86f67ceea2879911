package io.cellos.base.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the patches of moto are for, seen with AWS's own command line. */
@Tag("long")
class MotoTest {
  private static final String SIZE_4 = "ParameterKey=Size,ParameterValue=4";

  @TempDir Path directory;
  private Moto moto;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Assumptions.assumeTrue(run(List.of("aws", "--version")).status == 0, "no aws command");
    moto = Moto.patched(directory);
    aws("s3", "mb", "s3://templates");
    for (String name : List.of("network.json", "group.json")) {
      try (InputStream in = MotoTest.class.getResourceAsStream("/moto/templates/" + name)) {
        Files.write(directory.resolve(name), in.readAllBytes());
      }
      aws("s3", "cp", directory.resolve(name).toString(), "s3://templates/" + name);
    }
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void aStackIsCreatedUpdatedAndDeletedWithoutLeftovers() throws IOException, InterruptedException {
    create();
    awaitStatus("CREATE_COMPLETE");
    assertThat(text("elbv2 describe-load-balancers --query LoadBalancers[].Type"))
        .isEqualTo("network");
    String group =
        text(
            "cloudformation describe-stacks --stack-name demo --query Stacks[0].Outputs[0].OutputValue");
    assertThat(
            text(
                "autoscaling describe-auto-scaling-groups --query length(AutoScalingGroups[?AutoScalingGroupName=='"
                    + group
                    + "'].Instances[])"))
        .isEqualTo("2");

    update();
    awaitStatus("UPDATE_COMPLETE");
    assertThat(
            text(
                "autoscaling describe-auto-scaling-groups --query AutoScalingGroups[].DesiredCapacity"))
        .isEqualTo("4");

    moto.control().deleteFails("Routes", "somebody uses it");
    aws("cloudformation", "delete-stack", "--stack-name", "demo");
    awaitStatus("DELETE_FAILED");
    moto.control().deleteWorks("Routes");
    aws("cloudformation", "delete-stack", "--stack-name", "demo");
    awaitStatus("");
    assertThat(text("elbv2 describe-target-groups --query length(TargetGroups)")).isEqualTo("0");
    assertThat(
            text(
                "ec2 describe-instances --filters Name=instance-state-name,Values=running --query length(Reservations)"))
        .isEqualTo("0");
    assertThat(
            text("ec2 describe-vpcs --filters Name=is-default,Values=false --query length(Vpcs)"))
        .isEqualTo("0");
  }

  @Test
  void aFailedStackIsRolledBackWithReasons() throws IOException, InterruptedException {
    moto.control().failResource("Group", "no capacity");
    create();
    awaitStatus("ROLLBACK_COMPLETE");
    assertThat(
            text(
                "cloudformation describe-stack-events --stack-name demo --query StackEvents[?ResourceStatus=='CREATE_FAILED'].[ResourceStatusReason]"))
        .contains("Embedded stack", "[Group]");
    moto.control().mendResource("Group");
  }

  @Test
  void callsAreCountedAndFail() throws IOException, InterruptedException {
    moto.control().resetCalls();
    moto.control().faults("DescribeStacks", "ExpiredToken", 400, 1);
    assertThat(run(awsWords("cloudformation describe-stacks")).output).contains("ExpiredToken");
    moto.control().faults("s3:ListObjectsV2", "AccessDenied", 403, 1);
    assertThat(run(awsWords("s3 ls s3://templates")).output).contains("AccessDenied");
    aws("s3", "ls", "s3://templates");
    assertThat(moto.control().callCounts())
        .containsEntry("cloudformation:DescribeStacks", 1)
        .containsEntry("s3:ListObjectsV2", 2);
  }

  @Test
  void leavingInstancesWaitAndSignalsAreKept() throws IOException, InterruptedException {
    create();
    awaitStatus("CREATE_COMPLETE");
    moto.control().holdTerminating(true);
    String group =
        text(
            "autoscaling describe-auto-scaling-groups --query AutoScalingGroups[0].AutoScalingGroupName");
    aws(
        "autoscaling",
        "set-desired-capacity",
        "--auto-scaling-group-name",
        group,
        "--desired-capacity",
        "1");
    String leaving =
        text(
            "autoscaling describe-auto-scaling-instances --query AutoScalingInstances[?LifecycleState=='Terminating:Wait'].InstanceId");
    assertThat(leaving).startsWith("i-").doesNotContain("\t");
    aws(
        "autoscaling",
        "complete-lifecycle-action",
        "--auto-scaling-group-name",
        group,
        "--lifecycle-hook-name",
        "leave",
        "--lifecycle-action-result",
        "CONTINUE",
        "--instance-id",
        leaving);
    assertThat(
            text(
                "autoscaling describe-auto-scaling-instances --query length(AutoScalingInstances)"))
        .isEqualTo("1");

    aws(
        "cloudformation",
        "signal-resource",
        "--stack-name",
        "demo",
        "--logical-resource-id",
        "Members",
        "--unique-id",
        leaving,
        "--status",
        "SUCCESS");
    assertThat(moto.control().signals())
        .containsExactly(new MotoControl.Signal("demo", "Members", leaving, "SUCCESS"));
  }

  private void create() throws IOException, InterruptedException {
    aws(
        "cloudformation",
        "create-stack",
        "--stack-name",
        "demo",
        "--template-url",
        url("network.json"),
        "--parameters",
        "ParameterKey=GroupTemplateUrl,ParameterValue=" + url("group.json"),
        "--capabilities",
        "CAPABILITY_IAM");
  }

  private void update() throws IOException, InterruptedException {
    aws(
        "cloudformation",
        "create-change-set",
        "--stack-name",
        "demo",
        "--change-set-name",
        "bigger",
        "--use-previous-template",
        "--include-nested-stacks",
        "--capabilities",
        "CAPABILITY_IAM",
        "--parameters",
        "ParameterKey=GroupTemplateUrl,UsePreviousValue=true",
        SIZE_4);
    String described =
        "cloudformation describe-change-set --stack-name demo --change-set-name bigger";
    assertThat(
            text(
                described
                    + " --query Changes[].ResourceChange.[LogicalResourceId,Action,Replacement]"))
        .isEqualTo("Members\tModify\tFalse");
    aws(
        "cloudformation",
        "execute-change-set",
        "--stack-name",
        "demo",
        "--change-set-name",
        "bigger");
  }

  private String url(String name) {
    return moto.endpoint() + "/templates/" + name;
  }

  /** Waits for the only root stack's status; empty for no stack at all. */
  private void awaitStatus(String status) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    boolean there =
        Deadline.in(Duration.ofSeconds(60))
            .await(
                Duration.ofMillis(50),
                () -> {
                  seen.add(rootStatus());
                  return seen.getLast().equals(status);
                });
    assertThat(there).as("statuses: " + seen).isTrue();
  }

  private String rootStatus() {
    try {
      JsonNode stacks =
          Json.tree(aws("cloudformation", "describe-stacks").getBytes(StandardCharsets.UTF_8));
      return StreamSupport.stream(stacks.path("Stacks").spliterator(), false)
          .filter(stack -> !stack.has("ParentId"))
          .map(stack -> stack.path("StackStatus").asText())
          .findFirst()
          .orElse("");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String words) throws IOException, InterruptedException {
    return aws((words + " --output text").split(" ")).strip();
  }

  private String aws(String... words) throws IOException, InterruptedException {
    Result result = run(awsWords(String.join(" ", words)));
    assertThat(result.status).as(result.output).isZero();
    return result.output;
  }

  private static List<String> awsWords(String words) {
    List<String> all = new ArrayList<>(List.of("aws"));
    all.addAll(List.of(words.split(" ")));
    return all;
  }

  private Result run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    if (moto != null) {
      builder.environment().putAll(moto.environment());
    }
    builder.environment().put("AWS_MAX_ATTEMPTS", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private record Result(int status, String output) {}
}
