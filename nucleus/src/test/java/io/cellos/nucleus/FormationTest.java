package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.ProcessGroups;
import io.cellos.nucleus.core.Step;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.testing.TestCell;
import io.cellos.nucleus.zookeeper.EnsembleAdmin;
import io.cellos.nucleus.zookeeper.FourLetter;
import io.cellos.nucleus.zookeeper.SuperUser;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import io.cellos.protocols.exhibitor.ServerList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void oneNodeServesAlone() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      assertThat(cell.leader()).isEqualTo(1);
      assertThat(Barrier.on(cell.shared()).connectString()).isEqualTo(cell.host(1) + ":2181");
    }
  }

  @Test
  void onlyTheNodeProgramMayReconfigureAndOnlyHealthWordsAreAnswered() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      Member server = cell.ensemble().members().getFirst();
      try (EnsembleAdmin stranger = EnsembleAdmin.connect(server, SuperUser.random(), PATIENCE)) {
        Step.Reconfigure change =
            new Step.Reconfigure(stranger.quorum().version(), List.of(server), List.of());
        assertThatThrownBy(() -> stranger.reconfigure(change)).hasMessageContaining("NoAuth");
      }
      for (String word : new String[] {"mntr", "stat", "conf", "dump", "envi", "cons"}) {
        assertThat(FourLetter.ask(server.host(), Member.CLIENT_PORT, word, PATIENCE))
            .contains("not executed because it is not in the whitelist");
      }
    }
  }

  @Test
  void serverDoesNotOutliveItsNodeProgram() throws Exception {
    try (TestCell cell = TestCell.in(directory, 1).start(1).awaitStable(PATIENCE)) {
      long group = cell.group(1);
      assertThat(ProcessGroups.members(group)).hasSize(2);
      ProcessHandle.of(group).orElseThrow().destroyForcibly();
      await().atMost(PATIENCE).until(() -> !ProcessGroups.isAlive(group));
    }
  }

  @Test
  void nobodyServesBeforeAllAreThere() throws Exception {
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2)) {
      ExhibitorClient client = ExhibitorClient.ofNode(cell.host(1), Duration.ofSeconds(2));
      await().atMost(PATIENCE).ignoreExceptions().until(() -> client.state().state() == 0);
      assertThat(client.list()).isEqualTo(new ServerList(List.of(), 2181));
      assertThat(Barrier.on(cell.shared()).waitingFor()).contains("the ensemble to form");
      assertThat(ProcessGroups.members(cell.group(1))).as("no ZooKeeper runs").hasSize(1);
      cell.start(3).awaitStable(PATIENCE);
    }
  }

  @Test
  void threeNodesFormOneEnsemble() throws Exception {
    long start = System.nanoTime();
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE)) {
      System.out.println("formation: " + Duration.ofNanos(System.nanoTime() - start));
      assertThat(cell.ensemble().participants()).hasSize(3);
    }
  }
}
