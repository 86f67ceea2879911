package io.cellos.node.aws.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.NodeId;
import io.cellos.node.aws.core.GroupEffect.Deregister;
import io.cellos.node.aws.core.GroupEffect.SetGoal;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole table. Nodes are digits; the node that plans is 1. Columns: who this node is to the
 * ensemble (first: there is none yet; leads; follows), the group's desired capacity, instances that
 * stay, that leave, the goal as {@code size/leaving}, members, registered nodes, those that are
 * gone, and what is done.
 */
class GroupPlanTest {
  private static final String TABLE =
      """
      # formation: anybody sets the goal
      first   | 1 | 1     |    |       |       | 1      |    | goal 1
      first   | 3 | 1     |    |       |       | 1      |    | goal 3
      first   | 3 | 123   |    | 3     |       | 123    |    |
      first   | 3 | 123   |    | 1     |       | 1      |    | goal 3
      first   | 2 | 12    |    |       |       | 12     |    | goal 1
      first   | 4 | 1234  |    |       |       | 1      |    | goal 3
      first   | 4 | 1234  |    | 5     |       | 1      |    |
      first   | 20| 123   |    |       |       | 1      |    | goal 9
      first   | 0 | 1     |    |       |       | 1      |    |
      first   | 0 |       | 1  | 1     |       | 1      |    |
      # a node that goes before the ensemble forms does not found it
      first   | 3 | 124   | 3  | 3     |       | 123    |    | goal 3/3
      first   | 3 | 124   | 3  | 3     |       | 12     |    |
      first   | 3 | 124   |    | 3/3   |       | 123    | 3  | goal 3, gone 3
      # in step
      leads   | 3 | 123   |    | 3     | 123   | 123    |    |
      follows | 3 | 123   |    | 3     | 123   | 123    |    |
      # grows; what is even is on its way
      leads   | 5 | 123   |    | 3     | 123   | 123    |    | goal 5
      leads   | 5 | 12345 |    | 3     | 123   | 123    |    | goal 5
      leads   | 4 | 1234  |    | 3     | 123   | 1234   |    |
      leads   | 2 | 12    |    | 1     | 1     | 12     |    |
      follows | 5 | 12345 |    | 3     | 123   | 123    |    |
      # shrinks, once the group has chosen who goes
      leads   | 3 | 12345 |    | 5     | 12345 | 12345  |    |
      leads   | 3 | 1234  | 5  | 5     | 12345 | 12345  |    | goal 5/5
      leads   | 3 | 145   | 23 | 5     | 12345 | 12345  |    | goal 3/23
      leads   | 3 | 345   | 12 | 5     | 12345 | 12345  |    | goal 3/12
      follows | 3 | 145   | 23 | 5     | 12345 | 12345  |    |
      leads   | 3 | 145   |    | 3/23  | 145   | 145    |    | goal 3
      # an even size keeps the former one, and who goes is wanted until another is there
      leads   | 4 | 1234  | 5  | 5     | 12345 | 12345  |    | goal 5/5
      leads   | 2 | 12    | 3  | 3     | 123   | 123    |    | goal 3/3
      leads   | 2 | 12    |    | 3     | 123   | 123    | 3  | gone 3
      leads   | 1 | 1     | 23 | 3/3   | 123   | 123    |    | goal 1/23
      # replaces: the size stays, the old one goes once the new one has its place
      leads   | 3 | 124   | 3  | 3     | 123   | 123    |    | goal 3/3
      leads   | 3 | 124   | 3  | 3/3   | 123   | 1234   |    |
      leads   | 3 | 234   | 1  | 3     | 123   | 1234   |    | goal 3/1
      follows | 3 | 124   | 3  | 3     | 123   | 1234   |    |
      # a new node that goes before it has become a member
      leads   | 3 | 123   | 4  | 3     | 123   | 1234   |    | goal 3/4
      leads   | 3 | 123   | 4  | 3     | 123   | 123    |    |
      # gone without notice: anybody may say so
      leads   | 3 | 124   |    | 3     | 123   | 1234   | 3  | gone 3
      follows | 3 | 124   |    | 3     | 123   | 1234   | 3  | gone 3
      follows | 3 | 145   |    | 3     | 123   | 123    | 32 | gone 2, gone 3
      leads   | 3 | 124   |    | 3/3   | 123   | 1234   | 3  | goal 3, gone 3
      # registered, in no list of this group, but Auto Scaling knows it
      leads   | 3 | 124   |    | 3     | 123   | 1234   |    |
      # standby goes, and comes back
      leads   | 3 | 124   | 3  | 3     | 123   | 123    |    | goal 3/3
      leads   | 3 | 1234  |    | 3/3   | 124   | 1234   |    | goal 3
      # the whole group goes: nobody is left to take over, so nothing is taken out
      leads   | 0 | 123   |    | 3     | 123   | 123    |    |
      leads   | 0 |       | 123| 3     | 123   | 123    |    |
      leads   | 0 | 1     | 2  | 3     | 123   | 123    | 3  | gone 3
      # an answer without this node tells nothing about the others
      leads   | 3 |       |    | 3     | 123   | 123    | 123|
      leads   | 3 | 23    |    | 3     | 123   | 123    | 1  |
      first   | 3 | 23    |    |       |       | 123    |    |
      """;

  static Stream<List<String>> rows() {
    return TABLE
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void follows(List<String> row) {
    assertThat(text(GroupPlan.plan(view(row)))).isEqualTo(row.get(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7, 9})
  void everyGoalIsASizeThatAnEnsembleCanHave(int former) {
    for (int desired = 1; desired <= 20; desired++) {
      GroupView view =
          view(
              List.of(
                  "leads", "" + desired, "1", "", "" + former, "1", "1", "")); // all others gone
      for (GroupEffect effect : GroupPlan.plan(view)) {
        assertThat(((SetGoal) effect).goal().size()).isOdd().isBetween(1, 9);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5,3", "3,1", "9,5"})
  void oncePerformedNothingIsLeft(int former, int desired) {
    String all = "123456789".substring(0, former);
    String staying = all.substring(0, desired);
    List<String> before =
        List.of("leads", "" + desired, staying, all.substring(desired), "" + former, all, all, "");
    Goal goal = ((SetGoal) GroupPlan.plan(view(before)).getFirst()).goal();
    List<String> after = new ArrayList<>(before);
    after.set(4, goal.size() + "/" + all.substring(desired));
    assertThat(GroupPlan.plan(view(after))).isEmpty();
  }

  private static GroupView view(List<String> row) {
    return new GroupView(
        node('1'),
        row.get(0).equals("leads"),
        Integer.parseInt(row.get(1)),
        nodes(row.get(2)),
        nodes(row.get(3)),
        goal(row.get(4)),
        record(row.get(5)),
        nodes(row.get(6)),
        nodes(row.get(7)));
  }

  private static NodeId node(int digit) {
    return NodeId.parse("i-0000000" + (char) digit);
  }

  private static Set<NodeId> nodes(String digits) {
    return digits.chars().mapToObj(GroupPlanTest::node).collect(Collectors.toSet());
  }

  private static Optional<Goal> goal(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.split("/");
    return Optional.of(
        new Goal(Integer.parseInt(parts[0]), nodes(parts.length == 1 ? "" : parts[1])));
  }

  private static Optional<Ensemble> record(String digits) {
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    List<Member> members = new ArrayList<>();
    digits
        .chars()
        .forEach(
            digit ->
                members.add(
                    new Member(digit - '0', node(digit), "10.0.0.1", Member.Kind.PARTICIPANT)));
    return Optional.of(new Ensemble(1, 1, 0, 10, null, members));
  }

  private static String text(List<GroupEffect> effects) {
    return effects.stream()
        .map(
            effect ->
                switch (effect) {
                  case SetGoal(var goal) -> "goal " + goal.size() + leaving(goal);
                  case Deregister(var node) -> "gone " + node.value().charAt(9);
                })
        .collect(Collectors.joining(", "));
  }

  private static String leaving(Goal goal) {
    return goal.leaving().isEmpty()
        ? ""
        : goal.leaving().stream()
            .map(node -> node.value().substring(9))
            .sorted()
            .collect(Collectors.joining("", "/", ""));
  }
}
