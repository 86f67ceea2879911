package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.nucleus.testing.TestCell;
import java.nio.file.Path;
import java.time.Duration;
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
  void threeNodesFormOneEnsemble() throws Exception {
    long start = System.nanoTime();
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE)) {
      System.out.println("formation: " + Duration.ofNanos(System.nanoTime() - start));
      assertThat(cell.ensemble().participants()).hasSize(3);
    }
  }
}
