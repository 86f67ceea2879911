package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.testing.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Growing and shrinking under a client that writes all the time. */
final class ResizeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void growsAndShrinksWithoutLosingAnAcknowledgedWrite() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE);
        Writer writer = Writer.start("w", cell.ensemble().connectString())) {
      cell.goal(3);
      cell.start(2, 3).awaitStable(PATIENCE);
      followAndCompare(cell, writer);
      cell.goal(5);
      cell.start(4, 5).awaitStable(PATIENCE);
      followAndCompare(cell, writer);
      int leader = cell.leader();
      int other = leader == 1 ? 2 : 1;
      cell.goal(3, leader, other);
      cell.awaitStable(PATIENCE);
      assertThat(cell.ensemble().member(cell.node(leader))).isEmpty();
      cell.store().deregister(cell.node(leader));
      cell.store().deregister(cell.node(other));
      cell.stop(leader);
      cell.stop(other);
      followAndCompare(cell, writer);
      cell.goal(1);
      cell.awaitStable(PATIENCE);
      followAndCompare(cell, writer);
      cell.goal(3); // the two nodes that just went out come in again, as new servers
      cell.awaitStable(PATIENCE);
      followAndCompare(cell, writer);
      System.out.println(
          writer.acknowledged().size() + " writes, longest stall " + writer.longestStall());
    }
  }

  private static void followAndCompare(TestCell cell, Writer writer) throws Exception {
    writer.use(cell.ensemble().connectString());
    Map<String, String> acknowledged = writer.acknowledged();
    for (Member member : cell.ensemble().participants()) {
      try (Replica replica = Replica.connect(member.host(), PATIENCE)) {
        assertThat(replica.content()).containsAllEntriesOf(acknowledged);
      }
    }
  }
}
