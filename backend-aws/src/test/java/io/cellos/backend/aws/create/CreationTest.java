package io.cellos.backend.aws.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.testing.AwsEndpoint;
import io.cellos.base.error.CellException;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

class CreationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private AwsEndpoint aws;

  @BeforeEach
  void start() {
    aws = new AwsEndpoint(Moto.patched(directory), directory);
  }

  @AfterEach
  void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  private static CellSpec spec(String name, UserModule... modules) {
    return new CellSpec(new CellName(name), Map.of(), List.of(modules));
  }

  private static void create(AwsClients clients, CellSpec spec, Consumer<String> notice) {
    new Creation(clients, "2.0.0").create(spec, notice);
  }

  private static void create(AwsClients clients, CellSpec spec) {
    create(clients, spec, notice -> {});
  }

  private static CellStack awaitStack(AwsClients clients, CellSpec spec, StackStatus status) {
    return await()
        .atMost(PATIENCE)
        .until(() -> CellStack.existing(clients, spec.name()), stack -> stack.status() == status);
  }

  private UserModule module() throws IOException {
    Path module = Files.createDirectories(directory.resolve("hello"));
    Files.writeString(module.resolve("provision"), "#!/bin/sh\n");
    module.resolve("provision").toFile().setExecutable(true);
    return new UserModule("hello", module.toString(), Set.of(Role.MEMBRANE));
  }

  @Test
  void aCellIsMadeStepByStep() throws IOException {
    try (AwsClients clients = aws.clients(Map.of("allowed-networks", "203.0.113.0/24"))) {
      List<String> notices = new ArrayList<>();
      CellSpec spec = spec("demo", module());
      aws.moto().control().resetCalls();
      long begin = System.nanoTime();
      create(clients, spec, notices::add);
      System.out.printf(
          "create without waiting: %d ms, %d calls %s%n",
          Duration.ofNanos(System.nanoTime() - begin).toMillis(),
          aws.moto().control().callCounts().values().stream().mapToInt(Integer::intValue).sum(),
          aws.moto().control().callCounts());
      assertThat(String.join("\n", notices))
          .contains("bucket ", "key pair ", "prefix list ", "node program ", "seed ", "templates ")
          .contains("stack demo begun in us-east-1");
      CellStack stack = awaitStack(clients, spec, StackStatus.CREATE_COMPLETE);
      assertThat(stack.isProtected()).isTrue();
      assertThat(stack.tags()).containsEntry("cell", "demo").containsEntry("cell-os", "2.0.0");
      String objects =
          aws.cli("s3", "ls", "s3://" + stack.outputs().get("Bucket") + "/demo/", "--recursive");
      assertThat(objects).contains("node.tar", "/boot", "cell.json", "group.json", ".tar.gz");
      assertThat(stack.parameter("MembraneModules")).contains("hello");
      assertThat(stack.parameter("AllowedPrefixList").orElseThrow()).startsWith("pl-");
      assertThat(aws.cli("ec2", "describe-key-pairs", "--query", "KeyPairs[].KeyName"))
          .contains("cell-os--demo");
      Path key = new KeyPairs(clients, spec.name()).file();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(notices).noneMatch(notice -> notice.contains("PRIVATE KEY"));

      assertThatThrownBy(() -> create(clients, spec))
          .isInstanceOf(CellException.class)
          .hasMessage("cell demo exists");
    }
  }

  @Test
  void afterAnInterruptionAtAnyStepTheSameCreateContinues() throws IOException {
    Map<String, String> settings = Map.of("allowed-networks", "198.51.100.0/24");
    CellSpec spec = spec("cut", module());
    int steps = 0;
    try (AwsClients clients = aws.clients(settings)) {
      while (interruptedAfterOneStep(clients, spec)) {
        steps++;
      }
      awaitStack(clients, spec, StackStatus.CREATE_COMPLETE);
    }
    assertThat(steps).isEqualTo(7); // bucket, key, prefix list, program, seed, templates, stack
    assertThat(
            aws.cli(
                "ec2",
                "describe-managed-prefix-lists",
                "--query",
                "length(PrefixLists[?PrefixListName=='cut-allowed'])"))
        .isEqualTo("1");
  }

  /** Each run gets one step further: what is done says nothing when it is done again. */
  private boolean interruptedAfterOneStep(AwsClients clients, CellSpec spec) {
    aws.moto().control().holdStacks(true);
    try {
      create(
          clients,
          spec,
          notice -> {
            if (!notice.contains("already")) {
              throw new Interruption();
            }
          });
      return false;
    } catch (Interruption e) {
      return true;
    } finally {
      aws.moto().control().holdStacks(false);
    }
  }

  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void ofTwoCreatesAtOnceOneAttaches() throws Exception {
    CellSpec spec = spec("twice");
    List<String> notices = java.util.Collections.synchronizedList(new ArrayList<>());
    aws.moto().control().holdStacks(true);
    try (AwsClients one = aws.clients(Map.of());
        AwsClients two = aws.clients(Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> both = new ArrayList<>();
      for (AwsClients clients : List.of(one, two)) {
        both.add(threads.submit(() -> create(clients, spec, notices::add)));
      }
      for (Future<?> done : both) {
        done.get();
      }
      aws.moto().control().holdStacks(false);
      awaitStack(one, spec, StackStatus.CREATE_COMPLETE);
    }
    assertThat(notices.stream().filter(n -> n.startsWith("stack twice begun"))).hasSize(1);
    assertThat(notices.stream().filter(n -> n.contains("being created"))).hasSize(1);
  }

  @Test
  void aFailedCreationSaysWhyAndWhatToDo() {
    CellSpec spec = spec("failed");
    aws.moto().control().failResource("NatGateway", "no more gateways");
    try (AwsClients clients = aws.clients(Map.of())) {
      create(clients, spec);
      awaitStack(clients, spec, StackStatus.ROLLBACK_COMPLETE);
      CellException again = catchThrowableOfType(CellException.class, () -> create(clients, spec));
      assertThat(again).hasMessageContainingAll("ROLLBACK_COMPLETE", "no more gateways");
      assertThat(again.nextStep()).contains("cell delete failed", "cell create failed");
    }
  }

  @Test
  void withoutRollbackThePiecesStay() {
    CellSpec spec = spec("pieces");
    aws.moto().control().failResource("NatGateway", "no more gateways");
    try (AwsClients clients = aws.clients(Map.of("no-rollback", "true"))) {
      create(clients, spec);
      awaitStack(clients, spec, StackStatus.CREATE_FAILED);
    }
  }

  @Test
  void anotherSizeThanTheOneUnderWayIsRefused() {
    aws.moto().control().holdStacks(true);
    try (AwsClients clients = aws.clients(Map.of())) {
      create(clients, spec("other"));
      assertThatThrownBy(() -> create(clients, spec("other").withSize(Role.MEMBRANE, 3)))
          .hasMessageContaining("it has membrane 1, you ask for 3");
      aws.moto().control().holdStacks(false);
      awaitStack(clients, spec("other"), StackStatus.CREATE_COMPLETE);
    }
  }

  @Test
  void throttlingAndTroubleAreOutlived() {
    CellSpec spec = spec("patient");
    aws.moto().control().faults("CreateStack", "Throttling", 400, 2);
    aws.moto().control().faults("s3:CreateBucket", "InternalError", 500, 1);
    aws.moto().control().faults("DescribeInstanceTypes", "RequestLimitExceeded", 503, 2);
    try (AwsClients clients = aws.clients(Map.of())) {
      create(clients, spec);
      awaitStack(clients, spec, StackStatus.CREATE_COMPLETE);
    }
  }

  @Test
  void expiredCredentialsAreSaidBeforeAnythingElse() {
    aws.moto().control().faults("GetCallerIdentity", "ExpiredToken", 403, 9);
    aws.moto().control().resetCalls();
    try (AwsClients clients = aws.clients(Map.of())) {
      CellException expired =
          catchThrowableOfType(CellException.class, () -> create(clients, spec("late")));
      assertThat(expired.nextStep()).contains("have expired");
    }
    assertThat(aws.moto().control().callCounts()).containsOnlyKeys("sts:GetCallerIdentity");
  }

  @Test
  void somebodyElsesStackAndBucketAreRefused() {
    aws.cli(
        "cloudformation",
        "create-stack",
        "--stack-name",
        "theirs",
        "--template-body",
        "{\"Resources\":{\"Log\":{\"Type\":\"AWS::Logs::LogGroup\",\"Properties\":{\"LogGroupName\":\"theirs\"}}}}");
    try (AwsClients clients = aws.clients(Map.of())) {
      assertThatThrownBy(() -> create(clients, spec("theirs")))
          .hasMessageContaining("is not a cell's");
      aws.moto().control().faults("s3:HeadBucket", "AccessDenied", 403, 1);
      assertThatThrownBy(() -> create(clients, spec("squatted")))
          .hasMessageContaining("belongs to somebody else");
      aws.moto().control().faults("s3:CreateBucket", "BucketAlreadyExists", 409, 1);
      assertThatThrownBy(() -> create(clients, spec("squatted")))
          .hasMessageContaining("belongs to somebody else");
    }
  }

  @Test
  void keysInsteadOfRolesLieInTheBucketAndNowhereElse() throws IOException {
    Path profiles =
        Files.writeString(
            directory.resolve("credentials"),
            """
            [narrow]
            aws_access_key_id = AKIANARROW
            aws_secret_access_key = narrow-secret
            [short]
            aws_access_key_id = ASIASHORT
            aws_secret_access_key = short-secret
            aws_session_token = short-token
            """);
    System.setProperty("aws.sharedCredentialsFile", profiles.toString());
    aws.moto().control().holdStacks(true);
    List<String> notices = new ArrayList<>();
    try (AwsClients clients = aws.clients(Map.of("keys-instead-of-roles", "narrow"));
        AwsClients temporary = aws.clients(Map.of("keys-instead-of-roles", "short"))) {
      assertThatThrownBy(() -> create(temporary, spec("keyed")))
          .hasMessageContaining("profile short has temporary credentials");
      create(clients, spec("keyed"), notices::add);
      CellStack stack = CellStack.existing(clients, new CellName("keyed"));
      assertThat(
              aws.cli(
                  "s3", "cp", "s3://" + stack.parameters().get("Bucket") + "/keyed/keys/node", "-"))
          .contains("aws_access_key_id = AKIANARROW", "aws_secret_access_key = narrow-secret");
      assertThat(stack.parameters().values().toString()).doesNotContain("AKIANARROW", "secret");
      assertThat(String.join("\n", notices))
          .contains("warning: ", "s3:GetObject", "/keyed/shared/nucleus/*")
          .doesNotContain("secret", "${");
    } finally {
      System.clearProperty("aws.sharedCredentialsFile");
    }
  }
}
