package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.testing.Writer;
import io.cellos.protocols.exhibitor.ExhibitorClient;
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
        Writer writer = Writer.start("w", () -> cell.ensemble().connectString())) {
      cell.goal(3);
      cell.start(2, 3).awaitStable(PATIENCE);
      compare(cell, writer);
      cell.goal(5);
      cell.start(4, 5).awaitStable(PATIENCE);
      compare(cell, writer);
      int leader = cell.leader();
      int other = leader == 1 ? 2 : 1;
      cell.goal(3, leader, other);
      cell.awaitStable(PATIENCE);
      assertThat(cell.ensemble().member(cell.node(leader))).isEmpty();
      cell.store().deregister(cell.node(leader));
      cell.store().deregister(cell.node(other));
      cell.stop(leader);
      cell.stop(other);
      compare(cell, writer);
      cell.goal(1);
      cell.awaitStable(PATIENCE);
      compare(cell, writer);
      cell.goal(3); // the two nodes that just went out come in again, as new servers
      cell.awaitStable(PATIENCE);
      compare(cell, writer);
      System.out.println(
          writer.acknowledged().size() + " writes, longest stall " + writer.longestStall());
    }
  }

  @Test
  void memberThatHasNoVoteYetMayEndAndSoMayTheWholeEnsemble() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE);
        Writer writer = Writer.start("w", () -> cell.ensemble().connectString())) {
      cell.goal(3);
      cell.start(2);
      awaitServing(cell, 2);
      assertThat(cell.ensemble().participants()).as("two voters would be even").hasSize(1);
      cell.kill(2);
      cell.start(2);
      awaitServing(cell, 2);
      cell.kill(1, 2);
      cell.start(1, 2, 3).awaitStable(PATIENCE);
      compare(cell, writer);
    }
  }

  private static void awaitServing(TestCell cell, int n) {
    ExhibitorClient client = ExhibitorClient.ofNode(cell.host(n), Duration.ofSeconds(2));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> client.state().state() == 3);
  }

  private static void compare(TestCell cell, Writer writer) throws Exception {
    Map<String, String> acknowledged = writer.acknowledged();
    for (Member member : cell.ensemble().participants()) {
      try (Replica replica = Replica.connect(member.host(), PATIENCE)) {
        assertThat(replica.content()).containsAllEntriesOf(acknowledged);
      }
    }
  }
}
