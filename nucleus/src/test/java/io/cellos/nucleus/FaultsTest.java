package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.ProcessGroups.Signal;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.testing.Writer;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import io.cellos.protocols.exhibitor.ServerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to one ensemble of three; each test leaves it whole, under a writing client. */
final class FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static TestCell cell;
  private static int run;
  private Writer writer;

  @BeforeAll
  static void form() throws Exception {
    cell = TestCell.in(directory, 3);
    cell.start(1, 2, 3).awaitStable(PATIENCE);
  }

  @AfterAll
  static void end() {
    cell.close();
  }

  @BeforeEach
  void write() throws Exception {
    awaitAllServing();
    writer = Writer.start("run" + run++, () -> cell.ensemble().connectString());
    awaitMoreWrites();
  }

  @AfterEach
  void nothingIsLost() throws Exception {
    try {
      awaitAllServing();
      awaitMoreWrites();
    } finally {
      writer.close();
    }
    Map<String, String> acknowledged = writer.acknowledged();
    for (Member member : cell.ensemble().participants()) {
      try (Replica replica = Replica.connect(member.host(), PATIENCE)) {
        assertThat(replica.content()).containsAllEntriesOf(acknowledged);
      }
    }
  }

  @Test
  void killedServerOfAFollowerIsRestarted() throws Exception {
    int follower = another(cell.leader());
    Ensemble before = cell.ensemble();
    cell.killServer(follower);
    awaitAllServing();
    assertThat(cell.ensemble()).isEqualTo(before);
  }

  @Test
  void killedServerOfTheLeaderIsRestarted() throws Exception {
    cell.killServer(cell.leader());
    awaitMoreWrites();
  }

  @Test
  void pausedMemberIsDownAndComesBack() throws Exception {
    int paused = another(cell.leader());
    cell.signal(paused, Signal.STOP);
    try {
      ServerStatus status = status(another(paused), paused);
      assertThat(status).isEqualTo(new ServerStatus(1, "down", cell.host(paused), false));
      awaitMoreWrites();
      assertThat(Barrier.on(cell.shared()).waitingFor()).as("two of three serve").isEmpty();
    } finally {
      cell.signal(paused, Signal.CONT);
    }
  }

  @Test
  void lostMinorityIsDownAndTheRestServes() throws Exception {
    int lost = cell.leader();
    cell.kill(lost);
    awaitMoreWrites();
    assertThat(status(another(lost), lost).code()).isEqualTo(1);
    cell.start(lost);
  }

  @Test
  void lostMajorityIsReportedAndNothingIsRepairedByDroppingData() throws Exception {
    Ensemble before = cell.ensemble();
    cell.kill(1, 2);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Barrier.on(cell.shared())
                    .waitingFor()
                    .filter("a majority of the ensemble to serve (0 of 3 do)"::equals)
                    .isPresent());
    assertThat(cell.ensemble()).isEqualTo(before);
    cell.start(1, 2);
  }

  @Test
  void everythingKilledAtOnceComesBackWithItsData() throws Exception {
    cell.kill(1, 2, 3);
    cell.start(1, 2, 3);
  }

  @Test
  void memberWithoutItsDataGetsItFromTheOthers() throws Exception {
    int emptied = another(cell.leader());
    cell.kill(emptied);
    cell.emptyHome(emptied);
    cell.start(emptied);
  }

  @Test
  void emptiedMemberDoesNotVoteForStaleData() throws Exception {
    cell.kill(3);
    awaitMoreWrites();
    cell.kill(1, 2);
    cell.emptyHome(2);
    cell.start(2, 3);
    await()
        .during(Duration.ofSeconds(5))
        .atMost(PATIENCE)
        .until(() -> serving(2).filter(s -> s).isEmpty() && serving(3).filter(s -> s).isEmpty());
    cell.start(1); // the only one that has the last writes
  }

  private static java.util.Optional<Boolean> serving(int n) {
    try {
      ExhibitorClient client = ExhibitorClient.ofNode(cell.host(n), Duration.ofSeconds(1));
      return java.util.Optional.of(client.state().state() == 3);
    } catch (java.io.IOException e) {
      return java.util.Optional.empty();
    }
  }

  private static int another(int n) {
    return n % 3 + 1;
  }

  private static ServerStatus status(int asked, int about) throws Exception {
    return ExhibitorClient.ofNode(cell.host(asked), Duration.ofSeconds(5)).status().stream()
        .filter(status -> status.hostname().equals(cell.host(about)))
        .findFirst()
        .orElseThrow();
  }

  private void awaitMoreWrites() {
    int before = writer.acknowledged().size();
    await().atMost(PATIENCE).until(() -> writer.acknowledged().size() > before + 20);
  }

  private static void awaitAllServing() {
    cell.awaitStable(PATIENCE);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              List<ServerStatus> all =
                  ExhibitorClient.ofNode(cell.host(1), Duration.ofSeconds(3)).status();
              return all.size() == 3 && all.stream().allMatch(ServerStatus::serving);
            });
  }
}
