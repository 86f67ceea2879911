package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.testing.Writer;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void newNodeTakesThePlaceOfTheLeaderThatIsGone() throws Exception {
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE);
        Writer writer = Writer.start("w", () -> cell.ensemble().connectString())) {
      int gone = cell.leader();
      int nextId = cell.ensemble().nextServerId();
      cell.lose(gone);
      long start = System.nanoTime();
      cell.start(4).awaitStable(PATIENCE);
      System.out.println("replaced in " + Duration.ofNanos(System.nanoTime() - start));
      assertThat(cell.ensemble().member(cell.node(gone))).isEmpty();
      assertThat(cell.ensemble().member(cell.node(4)).orElseThrow().serverId()).isEqualTo(nextId);
      Map<String, String> acknowledged = writer.acknowledged();
      try (Replica replica = Replica.connect(cell.host(4), PATIENCE)) {
        assertThat(replica.content()).containsAllEntriesOf(acknowledged);
      }
      System.out.println("longest stall " + writer.longestStall());
    }
  }

  @Test
  void onlyMemberThatLostItsDataNeverServesEmpty() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      cell.kill(1);
      cell.emptyHome(1);
      cell.start(1);
      ExhibitorClient client = ExhibitorClient.ofNode(cell.host(1), Duration.ofSeconds(1));
      await().atMost(PATIENCE).ignoreExceptions().until(() -> client.state().state() == 2);
      await()
          .during(Duration.ofSeconds(4))
          .atMost(PATIENCE)
          .until(() -> client.state().state() == 2);
    }
  }
}
