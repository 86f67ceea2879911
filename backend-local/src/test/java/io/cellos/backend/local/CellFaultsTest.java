package io.cellos.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.testing.Cells;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a cell runs, done to real processes. */
class CellFaultsTest {
  @TempDir Path home;
  private Cells cells;

  @BeforeEach
  void begin() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    cells = new Cells(home);
  }

  @AfterEach
  void end() {
    cells.close();
    Awaitility.reset();
  }

  private NodeFile file(CellDescription.Node node) throws Exception {
    return NodeFile.read(cells.demo().node(node.id()));
  }

  private CellDescription.Node only(CellDescription cell, Role role) {
    return Cells.nodes(cell, role).getFirst();
  }

  private void state(String node, String state) throws Exception {
    Files.writeString(home.resolve(node + ".state"), state);
  }

  private List<String> events() throws Exception {
    List<String> all = new ArrayList<>();
    cells.backend().events(Cells.DEMO, false, e -> all.add(e.source() + " " + e.message()));
    return all;
  }

  @Test
  void deadNodesAreReplacedOrComeBack() throws Exception {
    CellDescription before = cells.create(1, 1, 0);
    CellDescription.Node body = only(before, Role.STATELESS_BODY);
    CellDescription.Node nucleus = only(before, Role.NUCLEUS);

    Cells.kill(file(body).process().pid());
    CellDescription after =
        cells.await(
            cell ->
                cell.status() == CellStatus.RUNNING
                    && !only(cell, Role.STATELESS_BODY).id().equals(body.id()));
    assertThat(only(after, Role.STATELESS_BODY).index()).isEqualTo(1);
    assertThat(only(after, Role.STATELESS_BODY).privateIp()).isNotEqualTo(body.privateIp());
    await().until(() -> !Files.exists(cells.demo().node(body.id())));
    assertThat(cells.demo().gone().resolve(body.id().value())).isDirectory();

    NodeFile first = file(nucleus);
    Cells.kill(first.process().pid());
    await().until(() -> !file(nucleus).process().equals(first.process()));
    CellDescription back = cells.awaitStatus(CellStatus.RUNNING);
    assertThat(only(back, Role.NUCLEUS)).isEqualTo(nucleus);

    NodeFile second = file(nucleus);
    AtomicFiles.deleteTree(cells.demo().node(nucleus.id()));
    Cells.kill(second.process().pid());
    cells.await(
        cell ->
            cell.status() == CellStatus.RUNNING
                && !only(cell, Role.NUCLEUS).id().equals(nucleus.id()));
    assertThat(events())
        .anyMatch(e -> e.matches("stateless-body-1 its process ended: last log line: .*serves"))
        .anyMatch(e -> e.contains("because its data is gone"));
  }

  @Test
  void aKilledControllerIsReplacedByOneThatAdoptsTheNodes() throws Exception {
    CellDescription before = cells.create(1, 1, 1);
    List<Long> pids =
        NodeFile.readAll(cells.demo()).nodes().stream().map(n -> n.process().pid()).toList();
    cells.killController();
    assertThat(cells.describe().status()).isEqualTo(CellStatus.DAMAGED);
    assertThat(cells.backend().list().getFirst().status()).isEqualTo(CellStatus.DAMAGED);
    assertThat(cells.backend().problems(Cells.DEMO))
        .containsExactly("its controller is not running; run: cell start demo");
    assertThatThrownBy(() -> cells.backend().scale(Cells.DEMO, Role.MEMBRANE, 2))
        .hasMessage("cell demo does not run");
    // one more dies while nobody looks
    CellDescription.Node membrane = only(before, Role.MEMBRANE);
    Cells.kill(file(membrane).process().pid());

    cells.backend().start(Cells.DEMO, notice -> {});
    CellDescription after = cells.awaitStatus(CellStatus.RUNNING);
    assertThat(after.groups()).isEqualTo(before.groups());
    List<Long> now =
        NodeFile.readAll(cells.demo()).nodes().stream().map(n -> n.process().pid()).toList();
    assertThat(now).hasSize(3);
    assertThat(now.stream().filter(pids::contains)).hasSize(2);
    // an adopted node that dies is noticed too
    Cells.kill(file(only(after, Role.STATELESS_BODY)).process().pid());
    cells.await(
        c -> !only(c, Role.STATELESS_BODY).id().equals(only(after, Role.STATELESS_BODY).id()));
  }

  @Test
  void everythingKilledAtOnceComesBackWithStart() throws Exception {
    CellDescription before = cells.create(1, 1, 0);
    for (long pid : CellProcesses.ofCell(cells.demo())) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    await().until(() -> CellProcesses.ofCell(cells.demo()).isEmpty());
    cells.backend().start(Cells.DEMO, notice -> {});
    assertThat(cells.awaitStatus(CellStatus.RUNNING).groups()).isEqualTo(before.groups());
  }

  @Test
  void aNodeThatDiesAgainAndAgainIsStartedMoreSlowlyAndSaysWhy() throws Exception {
    cells.create(1, 0, 0);
    state("stateless-body-1", "crash");
    cells.backend().scale(Cells.DEMO, Role.STATELESS_BODY, 1);
    await()
        .until(
            () ->
                events().stream()
                    .anyMatch(
                        e ->
                            e.contains("(3 times lately; next try in 2 s)")
                                && e.contains("crash was asked for")));
    assertThat(cells.describe().status()).isEqualTo(CellStatus.DEGRADED);
    state("stateless-body-1", "ready");
    cells.awaitStatus(CellStatus.RUNNING);
  }

  @Test
  void aFailedNodeStaysUntilCreateIsRunAgain() throws Exception {
    state("stateless-body-1", "failed");
    cells.backend().create(Cells.spec(1, 1, 0), notice -> {});
    CellDescription failed =
        cells.await(
            c ->
                Cells.nodes(c, Role.STATELESS_BODY).stream()
                    .anyMatch(n -> n.state() == NodeState.FAILED));
    assertThat(failed.status()).isEqualTo(CellStatus.CREATING);
    assertThat(String.join("\n", cells.backend().problems(Cells.DEMO)))
        .contains("stateless-body-1 failed in step hello.provision")
        .contains("FakeNode: serves");

    state("stateless-body-1", "ready");
    List<String> notices = new ArrayList<>();
    cells.backend().create(Cells.spec(1, 1, 0), notices::add);
    assertThat(notices).contains("stateless-body-1 failed and is tried again");
    CellDescription running = cells.awaitStatus(CellStatus.RUNNING);
    assertThat(only(running, Role.STATELESS_BODY).id())
        .isEqualTo(only(failed, Role.STATELESS_BODY).id());
  }

  @Test
  void aLostMajorityIsReportedAndStartAgainOfTheOthersHelps() throws Exception {
    cells.create(3, 0, 0);
    state("nucleus-2", "unwell");
    state("nucleus-3", "unwell");
    await()
        .until(
            () -> cells.backend().problems(Cells.DEMO),
            problems ->
                problems.contains(
                    "the ensemble has lost its majority: 1 of 3 members serves; start the others"
                        + " again, or cell nucleus restore demo"));
    assertThat(cells.describe().status()).isEqualTo(CellStatus.DEGRADED);
    state("nucleus-2", "ready");
    state("nucleus-3", "ready");
    cells.awaitStatus(CellStatus.RUNNING);
    assertThat(cells.backend().problems(Cells.DEMO)).isEmpty();
  }

  @Test
  void deleteEndsPausedProcessesAndWhatLeftItsGroup() throws Exception {
    CellDescription cell = cells.create(1, 0, 0);
    NodeFile node = file(only(cell, Role.NUCLEUS));
    ProcessGroups.signal(node.process().pid(), ProcessGroups.Signal.STOP);
    ProcessBuilder escaped =
        cells.backend().command(Cells.DEMO, node.id(), "exec setsid sleep 300");
    Process task = escaped.start();
    long controller = ControllerFile.read(cells.demo()).process().pid();
    ProcessGroups.signal(controller, ProcessGroups.Signal.STOP);

    cells.backend().delete(Cells.DEMO, notice -> {});
    assertThat(task.isAlive()).isFalse();
    assertThat(node.process().isAlive()).isFalse();
    assertThat(cells.demo().directory()).doesNotExist();
    assertThatThrownBy(cells::describe).hasMessage("there is no cell demo");
  }

  @Test
  void aDamagedCellIsListedAndCanBeDeletedWithoutItsFiles() throws Exception {
    cells.create(1, 0, 0);
    Files.writeString(cells.demo().cellFile(), "{\"format\":1,\"spe");
    cells.killController();
    assertThat(cells.backend().list())
        .singleElement()
        .satisfies(cell -> assertThat(cell.status()).isEqualTo(CellStatus.DAMAGED));
    assertThat(cells.backend().problems(Cells.DEMO).getFirst())
        .contains("cell.json can't be read", "cell delete demo");
    assertThatThrownBy(() -> cells.backend().create(Cells.spec(1, 0, 0), notice -> {}))
        .hasMessageContaining("cell demo exists and is damaged");
    assertThatThrownBy(() -> cells.backend().start(Cells.DEMO, notice -> {}))
        .hasMessageContaining("cell.json can't be read");
    Files.delete(cells.demo().controllerFile());
    cells.backend().delete(Cells.DEMO, notice -> {});
    assertThat(CellProcesses.ofCell(cells.demo())).isEmpty();
    assertThat(cells.demo().directory()).doesNotExist();
  }

  @Test
  void aDeleteThatWasCutShortIsContinued() throws Exception {
    cells.create(1, 0, 0);
    Files.createFile(cells.demo().deletingMark());
    assertThat(cells.describe().status()).isEqualTo(CellStatus.DELETING);
    assertThatThrownBy(() -> cells.backend().start(Cells.DEMO, notice -> {}))
        .hasMessage("cell demo is being deleted");
    cells.backend().delete(Cells.DEMO, notice -> {});
    assertThat(cells.demo().directory()).doesNotExist();
  }
}
