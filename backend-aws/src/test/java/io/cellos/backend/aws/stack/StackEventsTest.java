package io.cellos.backend.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.MotoClients;
import io.cellos.base.error.CellException;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

class StackEventsTest {
  private static final CellName DEMO = CellName.parse("demo");

  @TempDir Path directory;
  private Moto moto;
  private AwsClients clients;
  private Stacks stacks;

  @BeforeEach
  void start() {
    moto = Moto.patched(directory);
    clients = MotoClients.of(moto);
    stacks = new Stacks(clients);
    stacks.upload();
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      clients.close();
      moto.close();
    }
  }

  @Test
  void nestedStacksTellTheirEventsOnceAndInOrder() throws InterruptedException {
    CellStack stack = stacks.awaitIdle(stacks.create(DEMO));
    StackEvents events = StackEvents.of(clients, stack.id());
    assertThat(events.all()).extracting(StackEvent::eventId).doesNotHaveDuplicates();
    assertThat(events.all()).extracting(StackEvent::timestamp).isSorted();
    assertThat(events.all())
        .extracting(e -> e.logicalResourceId() + " " + e.resourceStatusAsString())
        .startsWith("demo CREATE_IN_PROGRESS")
        .containsSubsequence(
            "Members CREATE_IN_PROGRESS", "Group CREATE_COMPLETE", "Members CREATE_COMPLETE")
        .endsWith("demo CREATE_COMPLETE");
    assertThat(events.firstFailure()).isEmpty();
    assertThat(StackEvents.since(clients, stack.id(), Instant.now()).all()).isEmpty();
  }

  @Test
  void theCauseIsWhatFailedInsideTheNestedStack() throws InterruptedException {
    moto.control().failResource("Group", "You have requested more vCPU capacity than allowed");
    CellStack stack = stacks.awaitIdle(stacks.create(DEMO));
    assertThat(stack.phase()).isEqualTo(StackPhase.CREATE_FAILED);
    StackFailure failure = StackEvents.firstFailure(clients, stack).orElseThrow();
    assertThat(failure.resource()).isEqualTo("Group");
    assertThat(failure.stack()).startsWith("demo-Members-");
    assertThat(failure.reason()).isEqualTo("You have requested more vCPU capacity than allowed");
  }

  @Test
  void aDeleteThatStoppedNamesItsCulpritAndNotAnOldFailure() throws InterruptedException {
    CellStack failed = failedCreation();
    clients.cloudFormation().deleteStack(r -> r.stackName(failed.id()));
    stacks.awaitIdle(failed.id());
    moto.control().deleteFails("Vpc", "the vpc has dependencies");
    CellStack again = stacks.awaitIdle(stacks.create(DEMO));
    clients
        .cloudFormation()
        .deleteStack(r -> r.stackName(again.id()).clientRequestToken("delete-demo"));
    CellStack stuck = stacks.awaitIdle(again.id());
    assertThat(stuck.phase()).isEqualTo(StackPhase.DELETING);
    assertThat(StackEvents.firstFailure(clients, stuck))
        .hasValueSatisfying(f -> assertThat(f.resource()).isEqualTo("Vpc"));

    moto.control().deleteWorks("Vpc");
    clients
        .cloudFormation()
        .deleteStack(r -> r.stackName(again.id()).clientRequestToken("delete-again"));
    CellStack gone = stacks.awaitIdle(again.id());
    assertThat(gone.phase()).isEqualTo(StackPhase.DELETED);
    StackEvents lastDelete = StackEvents.of(clients, gone.id()).ofRequest("delete-again");
    assertThat(lastDelete.firstFailure()).isEmpty();
    assertThat(lastDelete.all())
        .extracting(e -> e.logicalResourceId() + " " + e.resourceStatusAsString())
        .contains("Vpc DELETE_COMPLETE")
        .doesNotContain("Group DELETE_COMPLETE");
  }

  private CellStack failedCreation() throws InterruptedException {
    moto.control().failResource("Group", "no capacity");
    CellStack stack = stacks.awaitIdle(stacks.create(DEMO));
    moto.control().mendResource("Group");
    return stack;
  }

  @Test
  void cancelledNeighboursAndParentsAreNoCauses() {
    StackEvents events =
        new StackEvents(
            "root",
            List.of(
                event(3, "root", "Members", "AWS::CloudFormation::Stack", "Embedded stack failed"),
                event(1, "nested", "Hook", "AWS::X::Hook", "Resource creation cancelled"),
                event(2, "nested", "Group", "AWS::X::Group", "no capacity")));
    assertThat(events.firstFailure().orElseThrow())
        .hasToString("Group (AWS::X::Group) of nested: no capacity");
  }

  @Test
  void aNestedStackThatNeverBeganIsTheCause() {
    StackEvents events =
        new StackEvents(
            "root",
            List.of(
                event(
                    1,
                    "root",
                    "Members",
                    "AWS::CloudFormation::Stack",
                    "S3 error: Access Denied")));
    assertThat(events.firstFailure().orElseThrow().reason()).isEqualTo("S3 error: Access Denied");
  }

  @Test
  void whatAwsRefusesIsExplained() {
    moto.control().faults("DescribeStackEvents", "ExpiredToken", 400, 1);
    assertThatThrownBy(() -> StackEvents.of(clients, "arn:aws:cloudformation:x"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("can't read the events of stack")
        .hasMessageContaining("ExpiredToken");
  }

  private static StackEvent event(
      int second, String stack, String resource, String type, String reason) {
    return StackEvent.builder()
        .eventId(stack + second)
        .stackId(stack)
        .stackName(stack)
        .logicalResourceId(resource)
        .physicalResourceId(resource)
        .resourceType(type)
        .resourceStatus("CREATE_FAILED")
        .resourceStatusReason(reason)
        .timestamp(Instant.ofEpochSecond(second))
        .build();
  }
}
