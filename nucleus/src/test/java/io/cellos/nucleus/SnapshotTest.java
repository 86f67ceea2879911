package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.model.InvalidInputException;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.SnapshotResult;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void restoresAnEnsembleOfThreeToWhatItWas() throws Exception {
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE)) {
      write(cell, 1, "/kept", "yes");
      String name = snapshot(cell, "request-1");
      write(cell, 2, "/later", "no");
      cell.store().restore(name);
      awaitContent(cell, Map.of("/kept", "yes"));
      assertThat(cell.ensemble().generation()).isEqualTo(2);
      for (int n = 1; n <= 3; n++) {
        assertThat(cell.home(n).resolve("zookeeper/archive"))
            .as("the data of before is kept aside")
            .isDirectoryContaining(aside -> Files.isDirectory(aside.resolve("data/version-2")));
      }
      write(cell, 3, "/after", "works");
      awaitContent(cell, Map.of("/kept", "yes", "/after", "works"));
      cell.goal(5);
      cell.start(4, 5).awaitStable(PATIENCE);
      awaitContent(cell, Map.of("/kept", "yes", "/after", "works"));
    }
  }

  @Test
  void restoresWithNewNodesWhenAMajorityAndItsDisksAreGone() throws Exception {
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE)) {
      write(cell, 1, "/kept", "yes");
      String name = snapshot(cell, "request-1");
      for (int gone : new int[] {2, 3}) {
        cell.kill(gone);
        cell.store().deregister(cell.node(gone));
      }
      cell.start(4, 5);
      await().atMost(PATIENCE).until(() -> cell.store().registrations().size() == 3);
      cell.store().restore(name);
      cell.awaitStable(PATIENCE);
      awaitContent(cell, Map.of("/kept", "yes"));
      assertThat(cell.ensemble().participants())
          .extracting(Member::node)
          .containsExactlyInAnyOrder(cell.node(1), cell.node(4), cell.node(5));
    }
  }

  @Test
  void restoresAMemberThatLostEverything() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      write(cell, 1, "/kept", "yes");
      String name = snapshot(cell, "request-1");
      cell.kill(1);
      cell.emptyHome(1);
      cell.start(1);
      cell.store().restore(name);
      awaitContent(cell, Map.of("/kept", "yes"));
    }
  }

  @Test
  void keepsTheNewestAndRefusesTheUnknown() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      for (int i = 0; i < 5; i++) {
        write(cell, 1, "/n" + i, "x");
        String name = snapshot(cell, "request-" + i);
        assertThat(cell.store().snapshots()).endsWith(name).hasSizeLessThanOrEqualTo(3);
      }
      assertThat(cell.store().snapshots()).hasSize(3);
      assertThatThrownBy(() -> cell.store().restore("nothing.zip"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("there is no snapshot");
    }
  }

  private static String snapshot(TestCell cell, String id) throws Exception {
    cell.store().requestSnapshot(id);
    AtomicReference<Optional<SnapshotResult>> result = new AtomicReference<>(Optional.empty());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              result.set(cell.store().snapshotResult(id));
              return result.get().isPresent();
            });
    cell.store().forget(id);
    assertThat(result.get().orElseThrow().failure()).isNull();
    return result.get().orElseThrow().name();
  }

  private static void write(TestCell cell, int n, String path, String value) throws Exception {
    try (Replica replica = Replica.connect(cell.host(n), PATIENCE)) {
      replica.create(path, value);
    }
  }

  private static void awaitContent(TestCell cell, Map<String, String> content) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              for (Member member : cell.ensemble().participants()) {
                try (Replica replica = Replica.connect(member.host(), Duration.ofSeconds(2))) {
                  assertThat(replica.content()).isEqualTo(content);
                }
              }
            });
    cell.awaitStable(PATIENCE);
  }
}
