package io.cellos.node.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.testing.Moto;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.node.aws.testing.TestGroup;
import io.cellos.node.health.NodeHealth;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupKeeperTest {
  private static Moto moto;

  @TempDir Path directory;
  private DirectoryStore store;
  private NucleusStore nucleus;

  @BeforeAll
  static void start(@TempDir Path motoDirectory) {
    moto = Moto.patched(motoDirectory);
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    store = DirectoryStore.open(directory.resolve("shared"));
    nucleus = new NucleusStore(store);
    moto.control().holdTerminating(true);
  }

  private GroupKeeper keeper(TestGroup group, NodeId self, boolean leads) {
    return new GroupKeeper(self, () -> leads, new InstanceGroup(group.client(), self), store);
  }

  private void register(List<NodeId> nodes) throws IOException {
    for (NodeId node : nodes) {
      nucleus.register(new Registration(node, "10.0.0.1", Instant.EPOCH));
    }
  }

  private void form(List<NodeId> nodes) throws IOException {
    register(nodes);
    List<Member> members = new ArrayList<>();
    for (NodeId node : nodes) {
      members.add(new Member(members.size() + 1, node, "10.0.0.1", Member.Kind.PARTICIPANT));
    }
    nucleus.replace(Optional.empty(), new Ensemble(1, 1, 0, members.size() + 1, null, members));
  }

  private List<NodeId> registered() throws IOException {
    return nucleus.registrations().stream().map(Registration::node).toList();
  }

  @Test
  void beforeTheEnsembleFormsAnybodySetsTheGoal() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      keeper(group, group.instances().get(2), false).once();
      assertThat(nucleus.goal()).contains(new Goal(3, Set.of()));
    }
  }

  @Test
  void followsTheGroupAsItGrowsAndShrinks() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      List<NodeId> three = group.instances();
      form(three);
      GroupKeeper leader = keeper(group, three.getFirst(), true);
      leader.once();
      group.desire(5);
      keeper(group, three.getLast(), false).once();
      assertThat(nucleus.goal()).contains(new Goal(3, Set.of()));
      leader.once();
      assertThat(nucleus.goal()).contains(new Goal(5, Set.of()));

      group.desire(3);
      register(group.instances());
      leader.once();
      Goal goal = nucleus.goal().orElseThrow();
      assertThat(goal.size()).isEqualTo(3);
      assertThat(goal.leaving()).hasSize(2).isSubsetOf(group.instances());
      assertThat(registered()).hasSize(5);
    }
  }

  @Test
  void whoIsReplacedLeavesAndIsGoneWhenTheGroupLetItGo() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      List<NodeId> three = group.instances();
      form(three);
      NodeId old = three.get(1);
      GroupKeeper leader = keeper(group, three.getFirst(), true);
      group.replace(old);
      leader.once();
      assertThat(nucleus.goal()).contains(new Goal(3, Set.of(old)));
      assertThat(registered()).contains(old);

      new BootStatus(store).write(old, List.of());
      NodeHealths.write(store, old, new NodeHealth(NodeHealth.State.READY, ""));
      new InstanceGroup(group.client(), old).letGo();
      keeper(group, three.getLast(), false).once();
      assertThat(registered()).doesNotContain(old).hasSize(2);
      assertThat(store.list("status")).isEmpty();
      assertThat(store.list("health")).isEmpty();
      leader.once();
      assertThat(nucleus.goal()).contains(new Goal(3, Set.of()));
    }
  }

  @Test
  void doesNothingWhileTheGroupCanNotBeSeen() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      List<NodeId> three = group.instances();
      form(three);
      register(List.of(NodeId.parse("i-0123456789abcdef0")));
      GroupKeeper leader = keeper(group, three.getFirst(), true);
      moto.control().faults("DescribeAutoScalingInstances", "Throttling", 400, 20);
      try {
        assertThatThrownBy(leader::once)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Auto Scaling: ");
      } finally {
        moto.control().resetFaults();
      }
      assertThat(nucleus.goal()).isEmpty();
      assertThat(registered()).hasSize(4);
      leader.once();
      assertThat(registered()).hasSize(3);
    }
  }

  @Test
  void aNodeThatTheGroupDoesNotHaveDecidesNothing() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      form(group.instances());
      keeper(group, NodeId.parse("i-0123456789abcdef0"), true).once();
      assertThat(nucleus.goal()).isEmpty();
    }
  }

  @Test
  void sweepsWhatGoneNodesLeft() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 1)) {
      NodeId there = group.instances().getFirst();
      NodeId gone = NodeId.parse("i-0123456789abcdef0");
      for (NodeId node : List.of(there, gone)) {
        NodeHealths.write(store, node, new NodeHealth(NodeHealth.State.READY, ""));
        new BootStatus(store).waitingFor(node, Optional.of("something"));
      }
      new Leftovers(store, new InstanceGroup(group.client(), there)).sweep();
      assertThat(NodeHealths.read(store)).containsOnlyKeys(there);
      assertThat(store.list("waiting")).containsExactly("waiting/" + there);
    }
  }

  @Test
  void looksWithOneCall() throws IOException {
    try (TestGroup group = TestGroup.create(moto, 3)) {
      List<NodeId> three = group.instances();
      form(three);
      GroupKeeper keeper = keeper(group, three.getFirst(), true);
      keeper.once();
      moto.control().resetCalls();
      keeper.once();
      assertThat(moto.control().callCounts())
          .containsOnly(Map.entry("autoscaling:DescribeAutoScalingGroups", 1));
    }
  }
}
