package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.testing.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault of Exhibitor that must not happen here: a node that serves clients by itself before it
 * joins, so that replicas of the "formed" ensemble differ in silence.
 */
final class EarlyWritesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void whatEveryNodeAcceptsFromItsFirstSecondOnIsOnAllReplicas() throws Exception {
    List<Writer> writers = new ArrayList<>();
    try (TestCell cell = TestCell.in(directory, 3)) {
      for (int n = 1; n <= 4; n++) {
        String server = cell.host(n) + ":2181";
        writers.add(Writer.start("node" + n, () -> server));
      }
      cell.start(1, 2, 3).awaitStable(PATIENCE);
      cell.lose(3);
      cell.start(4).awaitStable(PATIENCE);
      // its client tries again once a second, which may be after all is stable
      await().atMost(PATIENCE).until(() -> !writers.get(3).acknowledged().isEmpty());
      for (Writer writer : writers) {
        writer.close();
      }
      Map<String, String> all = new TreeMap<>();
      writers.forEach(writer -> all.putAll(writer.acknowledged()));
      assertThat(writers.get(0).acknowledged()).isNotEmpty();
      assertThat(writers.get(3).acknowledged()).as("the node that joined late").isNotEmpty();
      List<Map<String, String>> replicas = new ArrayList<>();
      for (Member member : cell.ensemble().participants()) {
        try (Replica replica = Replica.connect(member.host(), PATIENCE)) {
          replicas.add(replica.content());
        }
      }
      assertThat(replicas).hasSize(3);
      assertThat(replicas.getFirst()).containsAllEntriesOf(all);
      assertThat(replicas).allSatisfy(r -> assertThat(r).isEqualTo(replicas.getFirst()));
    } finally {
      for (Writer writer : writers) {
        writer.close();
      }
    }
  }
}
