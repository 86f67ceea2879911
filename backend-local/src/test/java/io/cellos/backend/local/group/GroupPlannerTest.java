package io.cellos.backend.local.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Goal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every rule of the planner: a view of the groups, and what is to be done about it. */
class GroupPlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

  private final Map<Role, Integer> desired = new EnumMap<>(Role.class);
  private final List<NodeView> nodes = new ArrayList<>();
  private final Map<Slot, Instant> notBefore = new HashMap<>();
  private final Set<NodeId> members = new HashSet<>();
  private Optional<Goal> goal = Optional.empty();

  GroupPlannerTest() {
    for (Role role : Role.values()) {
      desired.put(role, 0);
    }
    desired.put(Role.NUCLEUS, 1);
  }

  @Test
  void aNewCellGetsItsGoalThenAllItsNodesAtOnce() {
    desired.put(Role.NUCLEUS, 3);
    desired.put(Role.STATELESS_BODY, 1);
    desired.put(Role.MEMBRANE, 1);
    assertThat(plan())
        .containsExactly(
            goal(3),
            launch("nucleus-1"),
            launch("nucleus-2"),
            launch("nucleus-3"),
            launch("stateless-body-1"),
            launch("membrane-1"));
  }

  @Test
  void aCompleteCellNeedsNothing() {
    nucleus(1, Life.READY);
    goal = Optional.of(new Goal(1, Set.of()));
    assertThat(plan()).isEmpty();
  }

  @Test
  void whatIsUnderWayIsNotBegunAgain() {
    nucleus(1, Life.STARTING);
    told(1);
    desired.put(Role.STATELESS_BODY, 2);
    body(1, Life.STARTING);
    body(2, Life.BOOTING);
    assertThat(plan()).isEmpty();
  }

  @Test
  void aNodeThatIsEndingIsReplacedInItsPlaceAtOnce() {
    complete(1);
    body(1, Life.ENDING);
    assertThat(plan()).containsExactly(launch("stateless-body-1"));
  }

  @Test
  void aDeadBodyNodeGivesWayToANewOne() {
    complete(2);
    NodeId dead = body(1, Life.DEAD);
    body(2, Life.READY);
    assertThat(plan()).containsExactly(retire(dead), launch("stateless-body-1"));
  }

  @Test
  void aBodyNodeWhoseTasksOutliveItComesBackToThem() {
    complete(3);
    NodeId dead = bodyWithTasks(1, Life.DEAD, Optional.empty());
    NodeId silent = bodyWithTasks(2, Life.READY, since(30));
    bodyWithTasks(3, Life.READY, since(29));
    assertThat(plan()).containsExactly(restart(dead), restart(silent));
    notBefore.put(new Slot(Role.STATELESS_BODY, 1), NOW.plusSeconds(1));
    assertThat(plan()).containsExactly(restart(silent));
  }

  @Test
  void aDeadNucleusNodeComesBackWithItsData() {
    desired.put(Role.NUCLEUS, 3);
    told(3);
    NodeId dead = nucleus(1, Life.DEAD);
    nucleus(2, Life.READY);
    nucleus(3, Life.READY);
    assertThat(plan()).containsExactly(restart(dead));
  }

  @Test
  void aNucleusNodeWhoseDiskIsGoneIsReplaced() {
    desired.put(Role.NUCLEUS, 3);
    told(3);
    NodeId dead = add(Role.NUCLEUS, 1, Life.DEAD, false, Optional.empty(), false);
    members.add(dead);
    nucleus(2, Life.READY);
    nucleus(3, Life.READY);
    assertThat(plan()).containsExactly(retire(dead), launch("nucleus-1"));
  }

  @Test
  void nodesFoundStoppedStartAgainAsTheyWere() {
    told(1);
    desired.put(Role.STATELESS_BODY, 1);
    NodeId nucleus = nucleus(1, Life.RESUMING);
    NodeId body = body(1, Life.RESUMING);
    assertThat(plan()).containsExactly(restart(nucleus), restart(body));
  }

  @Test
  void aFailedNodeStaysForPeopleToLookAt() {
    complete(1);
    body(1, Life.FAILED);
    assertThat(plan()).isEmpty();
  }

  @Test
  void anUnhealthyBodyNodeIsReplacedAfterThirtySeconds() {
    complete(1);
    NodeId sick = add(Role.STATELESS_BODY, 1, Life.READY, true, since(30), true);
    assertThat(plan()).containsExactly(retire(sick), launch("stateless-body-1"));
  }

  @Test
  void anUnhealthyNodeGetsThirtySeconds() {
    complete(1);
    add(Role.STATELESS_BODY, 1, Life.READY, true, since(29), false);
    assertThat(plan()).isEmpty();
  }

  @Test
  void anUnhealthyNucleusNodeIsRestarted() {
    NodeId sick = sickNucleusOfThree(since(31), true);
    nucleus(2, Life.READY);
    nucleus(3, Life.READY);
    assertThat(plan()).containsExactly(restart(sick));
  }

  @Test
  void onlyOneNucleusNodeAtATimeIsRestarted() {
    sickNucleusOfThree(since(31), true);
    nucleus(2, Life.BOOTING);
    nucleus(3, Life.READY);
    assertThat(plan()).isEmpty();
  }

  @Test
  void withoutAMajorityANodeThatAnswersIsLeftToWaitForTheOthers() {
    sickNucleusOfThree(since(99), true);
    add(Role.NUCLEUS, 2, Life.FAILED, true, Optional.empty(), true);
    add(Role.NUCLEUS, 3, Life.FAILED, true, Optional.empty(), true);
    assertThat(plan()).isEmpty();
  }

  @Test
  void withoutAMajorityASilentNodeIsRestarted() {
    NodeId silent = sickNucleusOfThree(since(99), false);
    add(Role.NUCLEUS, 2, Life.FAILED, true, Optional.empty(), true);
    add(Role.NUCLEUS, 3, Life.FAILED, true, Optional.empty(), true);
    assertThat(plan()).containsExactly(restart(silent));
  }

  @Test
  void aPlaceThatDiesAgainAndAgainRests() {
    complete(2);
    NodeId dead = body(1, Life.DEAD);
    body(2, Life.READY);
    notBefore.put(new Slot(Role.STATELESS_BODY, 1), NOW.plusSeconds(1));
    assertThat(plan()).containsExactly(retire(dead));
    notBefore.put(new Slot(Role.STATELESS_BODY, 1), NOW);
    assertThat(plan()).containsExactly(retire(dead), launch("stateless-body-1"));
  }

  @Test
  void aNucleusPlaceThatDiesAgainAndAgainRestsToo() {
    told(1);
    nucleus(1, Life.DEAD);
    notBefore.put(new Slot(Role.NUCLEUS, 1), NOW.plusSeconds(1));
    assertThat(plan()).isEmpty();
  }

  @Test
  void shrinkingTakesFailedThenSickThenTheHighestIndex() {
    complete(2);
    body(1, Life.READY);
    NodeId failed = body(2, Life.FAILED);
    NodeId sick = add(Role.STATELESS_BODY, 3, Life.READY, true, since(2), true);
    body(4, Life.READY);
    NodeId last = body(5, Life.READY);
    assertThat(plan()).containsExactlyInAnyOrder(retire(failed), leave(sick), leave(last));
  }

  @Test
  void leavingNucleusNodesEndOnlyAfterTheEnsembleDroppedThem() {
    told(3);
    nucleus(1, Life.READY);
    NodeId two = nucleus(2, Life.READY);
    NodeId three = nucleus(3, Life.READY);
    assertThat(plan()).containsExactly(goal(1, two, three));

    goal = Optional.of(new Goal(1, Set.of(two, three)));
    assertThat(plan()).isEmpty();

    members.remove(three);
    assertThat(plan()).containsExactly(retire(three));

    members.remove(two);
    assertThat(plan()).containsExactlyInAnyOrder(retire(two), retire(three));
  }

  @Test
  void whoWasToldToLeaveIsNotChangedForAnother() {
    NodeId one = nucleus(1, Life.READY);
    NodeId two = nucleus(2, Life.READY);
    nucleus(3, Life.READY);
    goal = Optional.of(new Goal(1, Set.of(one, two)));
    assertThat(plan()).isEmpty();
  }

  @Test
  void growingAgainKeepsNodesThatWereToldToLeave() {
    desired.put(Role.NUCLEUS, 3);
    nucleus(1, Life.READY);
    NodeId two = nucleus(2, Life.READY);
    NodeId three = nucleus(3, Life.READY);
    goal = Optional.of(new Goal(1, Set.of(two, three)));
    assertThat(plan()).containsExactly(goal(3));
  }

  @Test
  void aDeadNodeThatLeavesIsNotStartedAgain() {
    nucleus(1, Life.READY);
    NodeId two = nucleus(2, Life.DEAD);
    NodeId three = nucleus(3, Life.READY);
    goal = Optional.of(new Goal(1, Set.of(two, three)));
    assertThat(plan()).isEmpty();
  }

  @Test
  void aGapIsFilledWithTheLowestIndex() {
    complete(3);
    body(1, Life.READY);
    body(3, Life.READY);
    assertThat(plan()).containsExactly(launch("stateless-body-2"));
  }

  private List<Effect> plan() {
    return GroupPlanner.plan(new GroupView(desired, nodes, notBefore, goal, members), NOW).stream()
        .map(GroupPlannerTest::withoutReason)
        .toList();
  }

  private static Effect withoutReason(Effect effect) {
    return switch (effect) {
      case Effect.SetGoal set -> set;
      case Effect.Launch launch -> launch;
      case Effect.Restart restart -> restart(restart.node());
      case Effect.Leave leave -> leave(leave.node());
      case Effect.Retire retire -> retire(retire.node());
    };
  }

  /** A good nucleus of one, and this many body nodes wanted. */
  private void complete(int bodies) {
    nucleus(1, Life.READY);
    told(1);
    desired.put(Role.STATELESS_BODY, bodies);
  }

  private void told(int size) {
    goal = Optional.of(new Goal(size, Set.of()));
  }

  private NodeId sickNucleusOfThree(Optional<Instant> since, boolean answers) {
    desired.put(Role.NUCLEUS, 3);
    told(3);
    NodeId sick = add(Role.NUCLEUS, 1, Life.READY, true, since, answers);
    members.addAll(List.of(sick, id(Role.NUCLEUS, 2), id(Role.NUCLEUS, 3)));
    return sick;
  }

  private NodeId nucleus(int index, Life life) {
    NodeId id = add(Role.NUCLEUS, index, life, true, Optional.empty(), true);
    members.add(id);
    return id;
  }

  private NodeId body(int index, Life life) {
    return add(Role.STATELESS_BODY, index, life, true, Optional.empty(), true);
  }

  private NodeId add(
      Role role, int index, Life life, boolean data, Optional<Instant> sickSince, boolean answers) {
    NodeId id = id(role, index);
    nodes.add(new NodeView(id, role, index, life, data, false, sickSince, answers));
    return id;
  }

  private NodeId bodyWithTasks(int index, Life life, Optional<Instant> sickSince) {
    NodeId id = id(Role.STATELESS_BODY, index);
    nodes.add(new NodeView(id, Role.STATELESS_BODY, index, life, true, true, sickSince, false));
    return id;
  }

  private static NodeId id(Role role, int index) {
    return NodeId.parse("n-%08x".formatted(role.toString().length() * 256 + index));
  }

  private static Optional<Instant> since(long seconds) {
    return Optional.of(NOW.minusSeconds(seconds));
  }

  private static Effect goal(int size, NodeId... leaving) {
    return new Effect.SetGoal(new Goal(size, Set.copyOf(Arrays.asList(leaving))));
  }

  private static Effect launch(String slot) {
    int dash = slot.lastIndexOf('-');
    Role role = Role.parse(slot.substring(0, dash));
    return new Effect.Launch(new Slot(role, Integer.parseInt(slot.substring(dash + 1))));
  }

  private static Effect restart(NodeId node) {
    return new Effect.Restart(node, "");
  }

  private static Effect leave(NodeId node) {
    return new Effect.Leave(node, "");
  }

  private static Effect retire(NodeId node) {
    return new Effect.Retire(node, "");
  }
}
