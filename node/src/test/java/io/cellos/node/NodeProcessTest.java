package io.cellos.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.ProcessGroups;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.BootEvent;
import io.cellos.model.Role;
import io.cellos.node.testing.TestNode;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node programs as processes of their own, meeting in a shared store. */
class NodeProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path cell;
  private DirectoryStore store;

  @BeforeEach
  void open() throws IOException {
    store = DirectoryStore.open(cell.resolve("shared"));
    new NucleusStore(store).setGoal(new Goal(1, Set.of()));
  }

  private void module(String name, String executable, String body) throws IOException {
    Path file = cell.resolve("seed/modules").resolve(name).resolve(executable);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> steps(TestNode node) throws IOException {
    return new BootStatus(store)
        .read(node.id()).stream().map(NodeProcessTest::withoutTime).toList();
  }

  private static String withoutTime(BootEvent event) {
    return event.toLine().substring(0, event.toLine().lastIndexOf(' '));
  }

  @Test
  void nucleusAndBodyBoot() throws IOException, InterruptedException {
    module("hello", "provision", "true");
    module("hello", "provision_post", "echo zk=$CELL_ZK; zk-list-nodes");
    try (TestNode body = TestNode.start(cell, Role.STATELESS_BODY, "hello");
        TestNode nucleus = TestNode.start(cell, Role.NUCLEUS, "")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(nucleus.health()).isEqualTo("200 ready "));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(body.health()).isEqualTo("200 ready "));

      assertThat(steps(nucleus))
          .containsExactly(
              "register start",
              "register end",
              "zookeeper start",
              "zookeeper end",
              "zk-barrier start",
              "zk-barrier end",
              "ready start",
              "ready end");
      assertThat(steps(body))
          .containsExactly(
              "register start",
              "register end",
              "hello.provision start",
              "hello.provision end",
              "zk-barrier start",
              "zk-barrier end",
              "mesos-master start",
              "mesos-master end",
              "mesos-agent start",
              "mesos-agent end",
              "marathon start",
              "marathon end",
              "hello.provision_post start",
              "hello.provision_post end",
              "ready start",
              "ready end");

      String ensemble = nucleus.ip() + ":2181";
      assertThat(Files.readString(body.home().resolve("logs/hello.log")))
          .contains("zk=" + ensemble + "\n" + ensemble + "\n");
      assertThat(body.command("zk-list-nodes")).isEqualTo("0 " + ensemble);
      assertThat(body.command("zk-barrier")).isEqualTo("0 ");
      await()
          .untilAsserted(
              () ->
                  assertThat(body.home().resolve("etc/zookeeper.connect"))
                      .hasContent(ensemble + "\n"));
      for (TestNode node : List.of(body, nucleus)) {
        node.terminate();
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> !ProcessGroups.isAlive(node.process().pid()));
      }
    }
  }

  @Test
  void bodyWaitsForTheEnsemble() throws IOException, InterruptedException {
    try (TestNode body = TestNode.start(cell, Role.STATELESS_BODY, "")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(body.health())
                      .isEqualTo("503 booting zk-barrier waits for the ensemble to form"));
      assertThat(new BootStatus(store).waitingFor(body.id())).contains("the ensemble to form");
      assertThat(body.command("zk-list-nodes")).startsWith("1 ").contains("not formed");
      assertThat(body.command("zk-barrier", "--timeout", "300ms"))
          .startsWith("4 ")
          .contains("waiting for the ensemble to form");
      assertThat(body.command("zk-barrier", "--patience", "9")).startsWith("2 ").contains("usage");
    }
  }

  @Test
  void failedModuleLeavesTheNodeThereToBeLookedAt() throws IOException, InterruptedException {
    module("bad", "provision", "echo no such package; exit 3");
    try (TestNode body = TestNode.start(cell, Role.MEMBRANE, "bad")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(body.health()).startsWith("503 failed "));
      assertThat(body.health())
          .contains("bad.provision failed after 3 attempts: exit status 3")
          .contains("no such package");
      assertThat(steps(body))
          .endsWith(
              "bad.provision start",
              "bad.provision retry",
              "bad.provision retry",
              "bad.provision failed");
      assertThat(body.process().isAlive()).isTrue();
      assertThat(Files.readString(body.home().resolve("logs/bad.log")).lines())
          .filteredOn(line -> line.equals("no such package"))
          .hasSize(3);
    }
  }

  @Test
  void secondNodeOnTheSameAddressSaysSo() throws IOException, InterruptedException {
    // what a leftover process of an earlier cell would do
    try (TestNode first = TestNode.start(cell, Role.MEMBRANE, "")) {
      await().atMost(PATIENCE).until(() -> first.health().startsWith("503"));
      Process second = first.again();
      try {
        assertThat(second.waitFor(PATIENCE)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(second.inputReader().readAllAsString())
            .contains("can't listen on " + first.ip() + ":8079")
            .contains("next: ");
      } finally {
        second.destroyForcibly();
      }
    }
  }
}
