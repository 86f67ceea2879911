package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleCommandsTest {
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aRunningCell() {
    cell.backend().running("demo", 1, 1);
  }

  @Test
  void deleteIsRefusedWithoutATerminal() {
    CellRun.Result result = cell.run("delete", "demo");

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.err()).contains("no terminal", "cell delete demo --yes");
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void deleteWantsTheNameTyped() {
    CellRun.Result wrong = cell.typing("yes\n").run("delete", "demo");
    assertThat(wrong.status()).isEqualTo(5);
    assertThat(wrong.err()).contains("Type demo to go on: ", "not confirmed; nothing was changed");
    assertThat(cell.typing("").run("delete", "demo").status()).isEqualTo(5);
    assertThat(cell.backend().calls()).isEmpty();

    CellRun.Result right = cell.typing("demo\n").run("delete", "demo");
    assertThat(right.status()).isZero();
    assertThat(right.out())
        .contains("no process is left\nno port is left\nno file is left\ncell demo is deleted\n");
  }

  @Test
  void ctrlCWhileDeletingSaysHowToFinish() {
    cell.backend().whileDeleting(cell.interrupts()::press);

    assertThat(cell.run("delete", "demo", "--yes").err())
        .contains("something of demo may be left", "finish with: cell delete demo --yes");
    assertThat(cell.interrupts().isAwaited()).isFalse();
  }

  @Test
  void aCellThatIsNotListedMayStillHaveLeftSomething() {
    CellRun.Result refused = cell.typing("no\n").run("delete", "other");
    assertThat(refused.status()).isEqualTo(5);
    assertThat(refused.err()).startsWith("There is no cell other. This deletes what may be left");

    assertThat(cell.typing("other\n").run("delete", "other").status()).isEqualTo(3);
    assertThat(cell.run("delete", "other", "--yes").status()).isEqualTo(3);
    assertThat(cell.backend().calls()).isEmpty();

    cell.backend().remains("other");
    CellRun.Result deleted = cell.typing("other\n").run("delete", "other");
    assertThat(deleted.status()).isZero();
    assertThat(deleted.out()).contains("cell other is deleted");
  }

  @Test
  void stopKeepsTheDataAndStartBringsItBack() {
    CellRun.Result stopped = cell.run("stop", "demo");
    assertThat(stopped.status()).isZero();
    assertThat(stopped.out()).contains("all processes ended", "cell start demo");

    CellRun.Result started = cell.run("start", "demo");
    assertThat(started.status()).isZero();
    assertThat(started.out())
        .contains(
            "nucleus-1          zookeeper end", "Critical path: 1.5s", "cell demo is running");
  }

  @Test
  void startCanReturnAtOnce() {
    cell.run("stop", "demo");

    assertThat(cell.run("start", "demo", "--no-wait").out()).contains("is being started");
  }

  @Test
  void snapshotsAreTakenListedAndRestored() {
    assertThat(cell.run("nucleus", "snapshots", "demo").out()).contains("There are no snapshots");
    assertThat(cell.run("nucleus", "restore", "demo", "--yes").err()).contains("has no snapshots");
    assertThat(cell.run("nucleus", "snapshot", "demo").out()).isEqualTo("snapshot-1\n");
    cell.run("nucleus", "snapshot", "demo");
    assertThat(cell.run("nucleus", "snapshots", "demo").out())
        .isEqualTo("snapshot-1\nsnapshot-2\n");
    assertThat(cell.run("nucleus", "snapshots", "demo", "-o", "json").out())
        .isEqualTo("[\"snapshot-1\",\"snapshot-2\"]\n");

    assertThat(cell.run("nucleus", "restore", "demo", "--yes").status()).isZero();
    assertThat(cell.run("nucleus", "restore", "demo", "--from", "snapshot-1", "--yes").status())
        .isZero();

    assertThat(cell.backend().calls())
        .endsWith("restore demo snapshot-2", "restore demo snapshot-1");
  }

  @Test
  void restoreAsksFirstAndKnowsTheSnapshots() {
    cell.run("nucleus", "snapshot", "demo");

    CellRun.Result refused = cell.run("nucleus", "restore", "demo");
    assertThat(refused.status()).isEqualTo(5);
    assertThat(refused.err()).contains("cell nucleus restore demo --from snapshot-1 --yes");
    assertThat(cell.run("nucleus", "restore", "demo", "--from", "nosuch", "--yes").status())
        .isEqualTo(1);
    assertThat(cell.backend().calls()).containsExactly("snapshot demo");
  }
}
