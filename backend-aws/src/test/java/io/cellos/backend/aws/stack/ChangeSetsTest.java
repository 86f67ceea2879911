package io.cellos.backend.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.MotoClients;
import io.cellos.base.error.CellException;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeSetsTest {
  private static final CellName DEMO = CellName.parse("demo");

  @TempDir Path directory;
  private Moto moto;
  private AwsClients clients;
  private Stacks stacks;
  private ChangeSets changeSets;
  private CellStack stack;

  @BeforeEach
  void start() throws InterruptedException {
    moto = Moto.patched(directory);
    clients = MotoClients.of(moto);
    changeSets = new ChangeSets(clients);
    stacks = new Stacks(clients);
    stacks.upload();
    stack = stacks.awaitIdle(stacks.create(DEMO));
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      clients.close();
      moto.close();
    }
  }

  @Test
  void sameAgainIsNoChangeAndLeavesNothing() throws InterruptedException {
    assertThat(changeSets.prepare(stack, ChangeRequest.of(stack, Map.of()))).isEmpty();
    assertThat(changeSetCount()).isZero();
  }

  @Test
  void changesOfNestedStacksAreShownAndDone() throws InterruptedException {
    ChangeSet bigger =
        changeSets.prepare(stack, ChangeRequest.of(stack, Map.of("Size", "4"))).orElseThrow();
    assertThat(bigger.lines())
        .containsExactly(
            "Members/Group (AWS::AutoScaling::AutoScalingGroup): changed: DesiredCapacity");

    changeSets.execute(bigger, "update-1");
    CellStack updated = stacks.awaitIdle(stack.id());
    assertThat(updated.parameter("Size")).contains("4");
    assertThat(clients.autoScaling().describeAutoScalingGroups().autoScalingGroups())
        .extracting(group -> group.desiredCapacity())
        .containsExactly(4);
    assertThat(StackEvents.of(clients, stack.id()).ofRequest("update-1").all())
        .extracting(e -> e.logicalResourceId() + " " + e.resourceStatusAsString())
        .contains("Group UPDATE_COMPLETE")
        .doesNotContain("Group CREATE_COMPLETE")
        .endsWith("demo UPDATE_COMPLETE");
  }

  @Test
  void whatIsReplacedComesFirst() throws InterruptedException {
    stacks.upload(
        "new.json",
        Stacks.read("network.json").replace("\"Port\": 80, \"Vpc", "\"Port\": 81, \"Vpc"));
    stacks.upload("group2.json", Stacks.read("group.json").replace("m7g.large", "m7g.xlarge"));
    ChangeSet changeSet =
        changeSets
            .prepare(
                stack,
                new ChangeRequest(
                    Optional.of(Stacks.url("new.json")),
                    Map.of("GroupTemplateUrl", Stacks.url("group2.json")),
                    Set.of("Size"),
                    stack.tags()))
            .orElseThrow();
    assertThat(changeSet.lines().getFirst())
        .isEqualTo("Targets (AWS::ElasticLoadBalancingV2::TargetGroup): replaced: Port");
    assertThat(changeSet.lines())
        .contains("Members/LaunchTemplate (AWS::EC2::LaunchTemplate): changed: LaunchTemplateData");
    changeSets.discard(changeSet);
    assertThat(changeSetCount()).isZero();
    assertThat(stacks.awaitIdle(stack.id()).parameters()).isEqualTo(stack.parameters());
  }

  @Test
  void aStackThatIsBusyIsExplained() throws InterruptedException {
    ChangeSet bigger =
        changeSets.prepare(stack, ChangeRequest.of(stack, Map.of("Size", "3"))).orElseThrow();
    moto.control().holdStacks(true);
    changeSets.execute(bigger, "update-1");
    assertThatThrownBy(() -> changeSets.prepare(stack, ChangeRequest.of(stack, Map.of())))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("is in UPDATE_IN_PROGRESS state and can not be updated");
    moto.control().holdStacks(false);
    assertThat(stacks.awaitIdle(stack.id()).phase()).isEqualTo(StackPhase.READY);
  }

  private int changeSetCount() {
    return clients
        .cloudFormation()
        .listChangeSets(request -> request.stackName(stack.id()))
        .summaries()
        .size();
  }
}
