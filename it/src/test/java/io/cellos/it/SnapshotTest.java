package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back to a snapshot of the ensemble. */
class SnapshotTest {
  @TempDir Path home;

  @Test
  void whatWasSavedIsThereAgainAndWhatCameLaterIsNot() throws Exception {
    try (LiveCell cell =
        LiveCell.create(
            Launcher.of(home), "saved", "--nucleus", "3", "--body", "0", "--membrane", "0")) {
      String servers =
          cell.nodes(Role.NUCLEUS).stream()
              .map(node -> node.privateIp() + ":2181")
              .collect(java.util.stream.Collectors.joining(","));
      try (SteadyWriter saved = new SteadyWriter(() -> servers)) {
        await().until(() -> saved.acknowledged() > 100);
        saved.end();
        cell.launcher().run("nucleus", "snapshot", cell.name()).expectDone();
        assertThat(cell.launcher().run("nucleus", "snapshots", cell.name()).out()).contains(".zip");
        try (Znodes znodes = new Znodes(servers)) {
          znodes.create("/later");
        }
        cell.launcher().run("nucleus", "restore", cell.name(), "--yes").expectDone();
        await().atMost(Duration.ofMinutes(1)).until(cell::isWhole);
        assertThat(saved.lost(servers)).isEmpty();
        try (Znodes znodes = new Znodes(servers)) {
          assertThat(znodes.exists("/later")).isFalse();
        }
      }
    }
  }
}
