package io.cellos.nucleus.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole table of what is done when. A situation is written as people say it: {@code record}
 * lists server ids, those without a vote in parentheses; {@code voting} is ZooKeeper's
 * configuration with its version; nodes have the number of their first server id.
 */
final class PlannerTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# what                             | goal | registered  | leaving | record      | voting   | serving   | step
stable alone                       | 1    | 1           |         | 1 @5        | 1 @5     | 1         | nothing
stable three                       | 3    | 1 2 3       |         | 1 2 3 @5    | 1 2 3 @5 | 1 2 3     | nothing
a member is down, not gone         | 3    | 1 2 3       |         | 1 2 3 @5    | 1 2 3 @5 | 1 2       | nothing
spare nodes are left alone         | 1    | 1 2 3       |         | 1 @5        | 1 @5     | 1         | nothing
# the record follows
first version after formation      | 3    | 1 2 3       |         | 1 2 3 @0    | 1 2 3 @1 | 1 2 3     | write 1 2 3 @1
view older than the record         | 3    | 1 2 3       |         | 1 2 3 @5    | 1 2 @4   | 1 2 3     | wait
a stranger votes                   | 1    | 1           |         | 1 @5        | 1 7 @6   | 1         | wait
crash after promotion              | 3    | 1 2 3       |         | 1 (2) (3) @5| 1 2 3 @6 | 1 2 3     | write 1 2 3 @6
crash after replacement            | 3    | 1 2 4       |         | 1 2 3 (4) @5| 1 2 4 @6 | 1 2 4     | write 1 2 4 @6
crash after shrinking              | 1    | 1 2 3       | 2 3     | 1 2 3 @5    | 1 @6     | 1         | write 1 @6
version alone moved                | 1    | 1           |         | 1 @5        | 1 @9     | 1         | write 1 @9
# growing
admit the first                    | 3    | 1 2 3       |         | 1 @5        | 1 @5     | 1         | write 1 (2) @5
admit the second at once           | 3    | 1 2 3       |         | 1 (2) @5    | 1 @5     | 1         | write 1 (2) (3) @5
crash between the admissions       | 3    | 1 2 3       |         | 1 (2) @5    | 1 @5     | 1 2       | write 1 (2) (3) @5
both must have all data            | 3    | 1 2 3       |         | 1 (2) (3) @5| 1 @5     | 1 2       | wait
promote two together               | 3    | 1 2 3       |         | 1 (2) (3) @5| 1 @5     | 1 2 3     | join 2 3
one new node is not enough         | 3    | 1 2         |         | 1 (2) @5    | 1 @5     | 1 2       | wait
three to five                      | 5    | 1 2 3 4 5   |         | 1 2 3 (4) (5) @5 | 1 2 3 @5 | 1 2 3 4 5 | join 4 5
one to five goes by two            | 5    | 1 2 3 4 5   |         | 1 (2) (3) (4) (5) @5 | 1 @5 | 1 2 3 4 5 | join 2 3
a leaving node is not admitted     | 3    | 1 2 3       | 2       | 1 @5        | 1 @5     | 1         | write 1 (3) @5
goal lowered while growing         | 1    | 1 2 3       |         | 1 (2) (3) @5| 1 @5     | 1 2       | write 1 @5
a syncing node went                | 3    | 1 3         |         | 1 (2) (3) @5| 1 @5     | 1 3       | write 1 (3) @5
# replacing
gone, nobody new                   | 3    | 1 2         |         | 1 2 3 @5    | 1 2 3 @5 | 1 2       | wait
gone, admit the new                | 3    | 1 2 4       |         | 1 2 3 @5    | 1 2 3 @5 | 1 2       | write 1 2 3 (4) @5
gone, new not ready                | 3    | 1 2 4       |         | 1 2 3 (4) @5| 1 2 3 @5 | 1 2       | wait
gone, new ready                    | 3    | 1 2 4       |         | 1 2 3 (4) @5| 1 2 3 @5 | 1 2 4     | join 4 leave 3
leaving, new ready                 | 3    | 1 2 3 4     | 2       | 1 2 3 (4) @5| 1 2 3 @5 | 1 2 3 4   | join 4 leave 2
the gone before the leaving        | 3    | 1 2 4       | 2       | 1 2 3 (4) @5| 1 2 3 @5 | 1 2 4     | join 4 leave 3
the leader itself is leaving       | 3    | 1 2 3 4     | 1       | 1 2 3 (4) @5| 1 2 3 @5 | 1 2 3 4   | join 4 leave 1
replace before growing             | 5    | 1 2 4 5 6   |         | 1 2 3 (4) (5) (6) @5 | 1 2 3 @5 | 1 2 4 5 6 | join 4 leave 3
only as many as are needed         | 3    | 1 2 4 5     |         | 1 2 3 (4) (5) @5 | 1 2 3 @5 | 1 2 5 | write 1 2 3 (5) @5
# shrinking
five to three, as told             | 3    | 1 2 3 4 5   | 2 4     | 1 2 3 4 5 @5| 1 2 3 4 5 @5 | 1 2 3 4 5 | leave 4 2
five to one goes by two            | 1    | 1 2 3 4 5   |         | 1 2 3 4 5 @5| 1 2 3 4 5 @5 | 1 2 3 4 5 | leave 5 4
the gone go first                  | 3    | 1 3 4 5     |         | 1 2 3 4 5 @5| 1 2 3 4 5 @5 | 1 3 4 5   | leave 2 5
the silent go before the serving   | 3    | 1 2 3 4 5   |         | 1 2 3 4 5 @5| 1 2 3 4 5 @5 | 1 3 4 5   | leave 2 5
the leader goes if told            | 1    | 1 2 3       | 1 3     | 1 2 3 @5    | 1 2 3 @5 | 1 2 3     | leave 3 1
what remains must serve            | 1    | 1 2 3       | 1 3     | 1 2 3 @5    | 1 2 3 @5 | 1 3       | wait
the leader stays if it may         | 1    | 1 2 3       |         | 1 2 3 @5    | 1 2 3 @5 | 1 2 3     | leave 3 2
an even number is made odd         | 3    | 1 2 3 4     |         | 1 2 3 4 @5  | 1 2 3 4 @5 | 1 2 3 4 | leave 4
an even number is made odd upward  | 5    | 1 2 3 4 5   |         | 1 2 3 4 (5) @5 | 1 2 3 4 @5 | 1 2 3 4 5 | join 5
""")
  void plans(
      String what,
      int goal,
      String registered,
      String leaving,
      String record,
      String voting,
      String serving,
      String step) {
    Situation situation = Situation.parse(goal, registered, leaving, record, voting, serving);
    assertThat(situation.next()).isEqualTo(step);
  }

  /**
   * From any of these beginnings, step after step reaches the goal, with an odd number of voters.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
1 | 1 2 3           |       | 1 @5
5 | 1 2 3 4 5       |       | 1 @5
3 | 1 2 4           |       | 1 2 3 @5
3 | 1 2 3 4 5       | 1 2   | 1 2 3 4 5 @5
1 | 1 2 3 4 5       | 1 5   | 1 2 3 4 5 @5
9 | 1 2 3 4 5 6 7 8 9 |     | 1 @5
5 | 1 4 5 6 7 8 9   | 1     | 1 2 3 @5
""")
  void alwaysArrives(int goal, String registered, String leaving, String record) {
    Situation situation = Situation.parse(goal, registered, leaving, record, record, registered);
    for (int i = 0; i < 60 && !situation.next().equals("nothing"); i++) {
      situation = situation.afterStep();
      assertThat(situation.voters() % 2).isEqualTo(1);
    }
    assertThat(situation.next()).isEqualTo("nothing");
    assertThat(situation.voters()).isEqualTo(goal);
  }
}
