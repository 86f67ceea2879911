package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessGroups.Signal;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.CellDescription.Node;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nucleus of three under faults, with a client writing all the time. */
@Tag("long")
class NucleusFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path home;
  private static LiveCell cell;
  private SteadyWriter writer;

  @BeforeAll
  static void create() {
    cell =
        LiveCell.create(
            Launcher.of(home), "faults", "--nucleus", "3", "--body", "0", "--membrane", "0");
  }

  @AfterAll
  static void delete() {
    cell.close();
  }

  @BeforeEach
  void beginWriting() {
    writer = new SteadyWriter(new ExhibitorView(cell)::connectString);
    awaitWrites(50);
  }

  /** Whatever happened, every acknowledged write must be on every replica. */
  @AfterEach
  void nothingIsLostOnAnyReplica() throws Exception {
    await().atMost(PATIENCE).until(cell::isWhole);
    writer.end();
    for (Node node : cell.nodes(Role.NUCLEUS)) {
      assertThat(writer.lost(node.privateIp() + ":2181")).isEmpty();
    }
  }

  private void awaitWrites(int more) {
    int goal = writer.acknowledged() + more;
    await().atMost(PATIENCE).until(() -> writer.acknowledged() >= goal);
  }

  private static Node nucleus(int index) {
    return cell.nodes(Role.NUCLEUS).get(index - 1);
  }

  private static ProcessRef zooKeeper(Node node) {
    return cell.processes(node).stream()
        .filter(process -> commandLine(process).contains("zoo.cfg"))
        .findFirst()
        .orElseThrow();
  }

  private static String commandLine(ProcessRef process) {
    return ProcessHandle.of(process.pid()).flatMap(p -> p.info().commandLine()).orElse("");
  }

  private static void kill(List<ProcessRef> processes) {
    processes.forEach(p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroyForcibly));
    await().until(() -> processes.stream().noneMatch(ProcessRef::isAlive));
  }

  @Test
  void aKilledZooKeeperComesBack() {
    ProcessRef child = zooKeeper(nucleus(1));
    kill(List.of(child));
    awaitWrites(50);
    await().atMost(PATIENCE).until(() -> !zooKeeper(nucleus(1)).equals(child));
  }

  @Test
  void aKilledNodeIsTheSameMemberAgain() {
    Node victim = nucleus(2);
    kill(cell.processes(victim));
    awaitWrites(50);
    await().atMost(PATIENCE).until(() -> cell.isWhole() && !cell.processes(victim).isEmpty());
    assertThat(nucleus(2).id()).isEqualTo(victim.id());
  }

  @Test
  void aNodeWhoseDiskIsGoneIsReplaced() throws Exception {
    Node victim = nucleus(3);
    ProcessGroups.signal(cell.processes(victim).getFirst().pid(), Signal.STOP);
    AtomicFiles.deleteTree(cell.home(victim).resolve("zookeeper"));
    kill(cell.processes(victim));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cell.isWhole()
                    && cell.nodes(Role.NUCLEUS).stream()
                        .noneMatch(n -> n.id().equals(victim.id())));
    awaitWrites(50);
  }

  @Test
  void aPausedMemberDoesNotStopTheOthersAndCatchesUp() {
    Node paused = nucleus(1);
    ProcessRef child = zooKeeper(paused);
    signal(child, Signal.STOP);
    try {
      awaitWrites(200);
      await().atMost(PATIENCE).until(() -> !cell.isWhole());
    } finally {
      signal(child, Signal.CONT);
    }
    awaitWrites(50);
  }

  @Test
  void everyNodeKilledAtOnceKeepsItsData() {
    List<ProcessRef> all =
        cell.nodes(Role.NUCLEUS).stream().flatMap(node -> cell.processes(node).stream()).toList();
    List<Node> before = cell.nodes(Role.NUCLEUS);
    kill(all);
    awaitWrites(50);
    await().atMost(PATIENCE).until(cell::isWhole);
    assertThat(cell.nodes(Role.NUCLEUS)).isEqualTo(before);
  }

  @Test
  void aLostMajorityIsSaidAndNothingIsDropped() {
    List<ProcessRef> two = List.of(zooKeeper(nucleus(2)), zooKeeper(nucleus(3)));
    two.forEach(child -> signal(child, Signal.STOP));
    try {
      await().atMost(PATIENCE).until(() -> cell.run("list").err().contains("majority"));
    } finally {
      two.forEach(child -> signal(child, Signal.CONT));
    }
    awaitWrites(50);
  }

  /** The one process only, not its group. */
  private static void signal(ProcessRef process, Signal signal) {
    try {
      new ProcessBuilder("/bin/kill", "-s", signal.name(), String.valueOf(process.pid()))
          .start()
          .waitFor();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
