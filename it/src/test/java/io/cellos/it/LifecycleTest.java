package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.ProcessRef;
import io.cellos.model.CellDescription.Node;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole life of a cell, interrupted wherever it can be. */
class LifecycleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * The node programs of nucleus, body and membrane, with a ZooKeeper, a master, two agents and a
   * Marathon. The controller is one more.
   */
  private static final int PROCESSES_OF_NODES = 8;

  @TempDir Path home;
  private LiveCell cell;

  @BeforeEach
  void choose() {
    cell = new LiveCell(Launcher.of(home), "life");
  }

  @AfterEach
  void delete() {
    cell.close();
    assertThat(cell.processes()).isEmpty();
  }

  private void put(String value) {
    cell.run("cmd", "nucleus", "1", "echo " + value + " > kept").expectDone();
  }

  private static void kill(List<ProcessRef> processes) {
    processes.forEach(p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroyForcibly));
    await().until(() -> processes.stream().noneMatch(ProcessRef::isAlive));
  }

  private List<ProcessRef> controller() {
    List<ProcessRef> ofNodes =
        cell.describe().groups().stream()
            .flatMap(group -> group.nodes().stream())
            .flatMap(node -> cell.processes(node).stream())
            .toList();
    return cell.processes().stream().filter(process -> !ofNodes.contains(process)).toList();
  }

  @Test
  void stopAndStartKeepTheDataAndTheNodes() {
    cell.run("create").expectDone();
    List<Node> before = cell.nodes(Role.NUCLEUS);
    put("data");
    cell.run("stop").expectDone();
    assertThat(cell.processes()).isEmpty();
    assertThat(cell.describe().status()).isEqualTo(CellStatus.STOPPED);
    cell.run("start").expectDone();
    assertThat(cell.nodes(Role.NUCLEUS)).isEqualTo(before);
    assertThat(cell.run("cmd", "nucleus", "1", "cat kept").out()).isEqualTo("data\n");
  }

  @Test
  void aRebootIsSurvived() {
    cell.run("create").expectDone();
    List<Node> nucleus = cell.nodes(Role.NUCLEUS);
    List<Node> body = cell.nodes(Role.STATELESS_BODY);
    kill(cell.processes()); // what a reboot leaves: files and no process
    assertThat(cell.describe().status()).isEqualTo(CellStatus.DAMAGED);
    assertThat(cell.run("list").err()).contains("cell start life");
    cell.run("start").expectDone();
    assertThat(cell.isWhole()).isTrue();
    assertThat(cell.nodes(Role.NUCLEUS)).isEqualTo(nucleus);
    assertThat(cell.nodes(Role.STATELESS_BODY)).isEqualTo(body);
  }

  @Test
  void aKilledControllerIsReplacedWithoutTouchingTheNodes() {
    cell.run("create").expectDone();
    List<ProcessRef> controller = controller();
    assertThat(controller).hasSize(1);
    kill(controller);
    List<ProcessRef> nodes = cell.processes();
    assertThat(nodes).hasSize(PROCESSES_OF_NODES);
    cell.run("start").expectDone();
    assertThat(cell.isWhole()).isTrue();
    assertThat(cell.processes()).containsAll(nodes).hasSize(PROCESSES_OF_NODES + 1);
  }

  @Test
  void aKilledBodyNodeIsReplacedByANewOne() {
    cell.run("create", "--membrane", "0").expectDone();
    Node victim = cell.nodes(Role.STATELESS_BODY).getFirst();
    kill(cell.processes(victim));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cell.isWhole()
                    && !cell.nodes(Role.STATELESS_BODY).getFirst().id().equals(victim.id()));
  }

  @Test
  void anInterruptedCreateContinues() throws Exception {
    Process create = cell.launcher().startInteractive("create", "life", "--nucleus", "3");
    await().atMost(PATIENCE).until(() -> Files.exists(cell.directory().resolve("cell.json")));
    new ProcessBuilder("/bin/kill", "-s", "INT", String.valueOf(create.pid())).start().waitFor();
    Launcher.Result interrupted = cell.launcher().await(create);
    assertThat(interrupted.exit()).isEqualTo(130);
    assertThat(interrupted.err()).contains("cell create life --nucleus 3");
    cell.run("create", "--nucleus", "3").expectDone();
    assertThat(cell.isWhole()).isTrue();
    assertThat(cell.nodes(Role.NUCLEUS)).hasSize(3);
  }

  @Test
  void anInterruptedCreateDeletesCleanly() throws Exception {
    Process create = cell.launcher().start(Map.of(), "create", "life", "--nucleus", "3");
    await().atMost(PATIENCE).until(() -> Files.exists(cell.directory().resolve("cell.json")));
    create.destroyForcibly().waitFor();
    cell.run("delete", "--yes").expectDone();
    assertThat(cell.directory()).doesNotExist();
    assertThat(cell.processes()).isEmpty();
  }

  @Test
  void twoCommandsAtOnceDoNotMakeTwoCells() {
    Process first = cell.launcher().start(Map.of(), "create", "life");
    Process second = cell.launcher().start(Map.of(), "create", "life");
    Launcher.Result one = cell.launcher().await(first);
    Launcher.Result two = cell.launcher().await(second);
    assertThat(List.of(one.exit(), two.exit())).as(one.err() + two.err()).contains(0);
    await().atMost(PATIENCE).until(cell::isWhole);
    assertThat(cell.processes()).hasSize(PROCESSES_OF_NODES + 1);
  }

  @Test
  void twoCellsLiveSideBySide() {
    cell.run("create", "--membrane", "0", "--body", "0").expectDone();
    try (LiveCell other =
        LiveCell.create(cell.launcher(), "other", "--membrane", "0", "--body", "0")) {
      assertThat(other.isWhole()).isTrue();
      assertThat(cell.isWhole()).isTrue();
      assertThat(other.nodes(Role.NUCLEUS).getFirst().privateIp())
          .isNotEqualTo(cell.nodes(Role.NUCLEUS).getFirst().privateIp());
    }
    assertThat(cell.isWhole()).isTrue();
  }

  @Test
  void deleteProvesThatNothingIsLeft() {
    cell.run("create").expectDone();
    Launcher.Result refused = cell.run("delete");
    assertThat(refused.exit()).isEqualTo(5);
    String proof = cell.run("delete", "--yes").expectDone().out();
    assertThat(proof).contains("process").contains("port").contains("file");
    assertThat(cell.directory()).doesNotExist();
    assertThat(cell.run("list").exit()).isEqualTo(3);
    assertThat(cell.run("delete", "--yes").exit()).isEqualTo(3);
  }

  @Test
  void aCellWithACorruptFileIsShownAndCanBeDeleted() throws Exception {
    cell.run("create", "--membrane", "0").expectDone();
    kill(controller());
    Files.writeString(cell.directory().resolve("cell.json"), "{\"format\":");
    assertThat(cell.launcher().run("list").expectDone().out()).contains("life").contains("DAMAGED");
    assertThat(cell.run("start").exit()).isEqualTo(1);
    cell.run("delete", "--yes").expectDone();
  }
}
