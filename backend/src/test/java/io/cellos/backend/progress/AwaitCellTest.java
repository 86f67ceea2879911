package io.cellos.backend.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.CellEvent;
import io.cellos.backend.Tempo;
import io.cellos.backend.testing.InMemoryBackend;
import io.cellos.backend.testing.ManualPace;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwaitCellTest {
  private static final CellName DEMO = CellName.parse("demo");

  private final ManualPace pace = new ManualPace();
  private final InMemoryBackend backend = new InMemoryBackend(pace);
  private final List<Progress> seen = new ArrayList<>();

  private Progress await(CellGoal goal, Duration timeout) throws InterruptedException {
    return new AwaitCell(backend, pace)
        .await(new Wish(DEMO, goal, timeout, "cell create demo"), seen::add);
  }

  private CellException failure(CellGoal goal, Duration timeout) {
    return catchThrowableOfType(CellException.class, () -> await(goal, timeout));
  }

  private void create(int nucleus) {
    backend.create(new CellSpec(DEMO, Map.of(Role.NUCLEUS, nucleus), List.of()), text -> {});
  }

  @Test
  void looksTenTimesASecondUntilTheCellRuns() throws InterruptedException {
    create(1);

    Progress end = await(CellGoal.running(), Duration.ofMinutes(5));

    assertThat(end.cell().status()).isEqualTo(CellStatus.RUNNING);
    assertThat(end.at()).isEqualTo(ManualPace.BEGIN.plusMillis(1500));
    assertThat(seen).hasSize(16);
    assertThat(CriticalPath.of(end.cell().created(), end.nodes()).orElseThrow().total())
        .isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void aFailedNodeIsShownWithItsStepAndTheEndOfThatStepsLog() {
    backend.failing("nucleus-1", "zookeeper");
    backend.log("nucleus-1", "node", "booting");
    for (int i = 1; i <= 20; i++) {
      backend.log("nucleus-1", "zookeeper", "line " + i);
    }
    create(1);

    CellException failure = failure(CellGoal.running(), Duration.ofMinutes(5));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure.getMessage())
        .startsWith("node nucleus-1 failed in step zookeeper")
        .contains("zookeeper | line 20", "zookeeper | line 9\n")
        .doesNotContain("line 8\n", "booting");
    assertThat(failure.nextStep()).contains("cell log demo nucleus 1", "cell delete demo");
  }

  @Test
  void aTimeoutSaysWhatEveryNodeStillWaitsFor() {
    backend.stuck("nucleus-2", "zookeeper").problem("the ensemble has no majority");
    create(3);

    CellException failure = failure(CellGoal.running(), Duration.ofSeconds(10));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(failure.getMessage())
        .contains("after 10.0s (CREATING)")
        .contains("nucleus-2: zookeeper for 9.8s, waits for the ensemble")
        .contains("the ensemble has no majority")
        .doesNotContain("nucleus-1");
    assertThat(failure.nextStep()).contains("cell create demo", "cell delete demo");
  }

  @Test
  void waitsForTheSizeAndNotOnlyForHealth() throws InterruptedException {
    backend.running("demo", 1, 1);
    assertThat(await(CellGoal.running(), Duration.ZERO).at()).isEqualTo(ManualPace.BEGIN);
    assertThat(failure(CellGoal.sized(Role.NUCLEUS, 3), Duration.ZERO).exitCode())
        .isEqualTo(ExitCode.TIMED_OUT);

    backend.scale(DEMO, Role.NUCLEUS, 3);

    assertThat(await(CellGoal.sized(Role.NUCLEUS, 3), Duration.ofMinutes(1)).nodes()).hasSize(5);
  }

  @Test
  void aCellThatSomebodyStoppedIsNotAwaitedForLong() {
    create(1);
    backend.stop(DEMO, text -> {});

    CellException failure = failure(CellGoal.running(), Duration.ofMinutes(5));

    assertThat(failure).hasMessage("cell demo is stopped");
    assertThat(failure.nextStep()).isEqualTo("cell start demo");
    assertThat(pace.now()).isBefore(ManualPace.BEGIN.plusSeconds(6));
  }

  @Test
  void aCellThatVanishesEndsTheWaitAtOnce() {
    create(1);
    pace.at(Duration.ofMillis(500), () -> backend.delete(DEMO, text -> {}));

    assertThat(failure(CellGoal.running(), Duration.ofMinutes(5)).exitCode())
        .isEqualTo(ExitCode.NO_SUCH_CELL);
  }

  @Test
  void looksAtTheBackendsTempoAndPassesOnWhatChanges() throws InterruptedException {
    backend.in("aws", "eu-west-1", new Tempo(Duration.ofSeconds(5), Duration.ofMinutes(30)));
    backend.change(Duration.ofSeconds(4), "stack/Nucleus", "CREATE_IN_PROGRESS");
    create(1);

    Progress end = await(CellGoal.running(), Duration.ofMinutes(5));

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().events()).isEmpty();
    assertThat(end.events()).extracting(CellEvent::source).containsExactly("stack/Nucleus");
  }

  @Test
  void aFailedCreationEndsTheWaitAtOnceWithItsProblems() {
    create(1);
    backend.creationFailed().problem("Nucleus: no such instance type");

    CellException failure = failure(CellGoal.running(), Duration.ofMinutes(5));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure)
        .hasMessage("cell demo could not be made\n    Nucleus: no such instance type");
    assertThat(failure.nextStep()).contains("cell delete demo", "cell create demo");
    assertThat(pace.now()).isEqualTo(ManualPace.BEGIN);
  }

  @Test
  void aLookThatFailsOnTheWayToACloudIsNoLoss() throws InterruptedException {
    backend.in("aws", "eu-west-1", new Tempo(Duration.ofSeconds(5), Duration.ofMinutes(30)));
    create(1);
    backend.breakWith(CellException.failed("throttled", "try again"));
    pace.at(Duration.ofSeconds(12), backend::mend);

    assertThat(await(CellGoal.running(), Duration.ofMinutes(5)).cell().status())
        .isEqualTo(CellStatus.RUNNING);
  }
}
