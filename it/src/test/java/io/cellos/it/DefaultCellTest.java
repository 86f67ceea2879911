package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.json.Json;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with a cell right after creating it, each command as they would type it. */
class DefaultCellTest {
  @TempDir static Path home;
  private static LiveCell cell;
  private static String created;

  @BeforeAll
  static void create() {
    cell = new LiveCell(Launcher.of(home), "demo");
    created = cell.run("create").expectDone().out();
  }

  @AfterAll
  static void delete() {
    cell.close();
  }

  private static String done(String verb, String... arguments) {
    return cell.run(verb, arguments).expectDone().out();
  }

  @Test
  void createTellsTheTimelineTheCriticalPathAndTheEndpoints() {
    assertThat(created)
        .contains("nucleus-1", "zookeeper", "zk-barrier", "ready")
        .containsIgnoringCase("critical path")
        .contains("http://127.");
  }

  @Test
  void listIsTheDocumentedJson() {
    var cells = Json.tree(cell.launcher().run("list", "-o", "json").out().getBytes(UTF_8));
    assertThat(cells).hasSize(1);
    assertThat(cells.get(0).fieldNames())
        .toIterable()
        .containsExactly("cell", "backend", "region", "version", "status", "created");
    var demo = Json.tree(done("list", "-o", "json").getBytes(UTF_8));
    assertThat(demo.fieldNames())
        .toIterable()
        .startsWith( // mesos follows if a master answers in time
            "cell",
            "backend",
            "region",
            "version",
            "status",
            "created",
            "groups",
            "loadBalancers",
            "gateway",
            "statusPage");
    assertThat(demo.get("groups").get(0).get("nodes").get(0).fieldNames())
        .toIterable()
        .containsExactly("id", "index", "privateIp", "publicIp", "state", "health");
    assertThat(demo.get("gateway").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("zookeeper", "mesos", "marathon");
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  @Test
  void everyGroupHasItsHealthyNodes() {
    var demo = cell.describe();
    assertThat(demo.status()).isEqualTo(CellStatus.RUNNING);
    Map<Role, Integer> sizes =
        Map.of(Role.NUCLEUS, 1, Role.STATELESS_BODY, 1, Role.STATEFUL_BODY, 0, Role.MEMBRANE, 1);
    for (var group : demo.groups()) {
      assertThat(group.nodes()).hasSize(sizes.get(group.role()));
      assertThat(group.nodes())
          .allSatisfy(
              node -> {
                assertThat(node.state()).isEqualTo(NodeState.RUNNING);
                assertThat(node.health()).isEqualTo(Health.HEALTHY);
              });
    }
    assertThat(demo.loadBalancers().getFirst().name()).isEqualTo("demo-zookeeper");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cell.describe().loadBalancers().getFirst().healthy() == 1);
  }

  @Test
  void theOriginalsTroubleshootingLinesWorkAsWritten() {
    String ip = cell.nodes(Role.NUCLEUS).getFirst().privateIp();
    assertThat(done("cmd", "nucleus", "0", "curl -s localhost:8181/exhibitor/v1/cluster/status"))
        .isEqualToIgnoringNewLines(
            "[{\"code\":3,\"description\":\"serving\",\"hostname\":\"%s\",\"isLeader\":true}]"
                .formatted(ip));
    assertThat(done("cmd", "body", "0", "/usr/local/bin/zk-list-nodes")).isEqualTo(ip + ":2181\n");
    assertThat(done("cmd", "body", "1", "zk-list-nodes")).isEqualTo(ip + ":2181\n");
    assertThat(cell.run("cmd", "body", "1", "zk-barrier --timeout 20s").exit()).isZero();
  }

  @Test
  void theLoadBalancerLeadsToExhibitor() {
    String url = cell.describe().gateway().get("zookeeper");
    assertThat(done("cmd", "membrane", "1", "curl -s " + url + "/exhibitor/v1/cluster/list"))
        .contains("\"port\":2181");
  }

  @Test
  void commandsKnowTheirNodeAndPassOnTheirExitCode() {
    var node = cell.nodes(Role.MEMBRANE).getFirst();
    assertThat(done("cmd", "membrane", "1", "echo $NODE_IP $CELL_ROLE; pwd"))
        .isEqualTo(node.privateIp() + " membrane\n" + cell.home(node).toAbsolutePath() + "\n");
    assertThat(cell.run("cmd", "membrane", "1", "exit 7").exit()).isEqualTo(7);
    assertThat(cell.run("cmd", "membrane", "2", "true").exit()).isNotZero();
    assertThat(cell.run("cmd", "stateful-body", "0", "true").exit()).isNotZero();
  }

  @Test
  void logsShowWhatHappened() {
    assertThat(done("log", "--no-follow")).contains("nucleus-1");
    assertThat(done("log", "nucleus", "1")).contains("nucleus-1", "zookeeper");
  }

  @Test
  void theProxyReachesNodesByName() throws Exception {
    Process proxy = cell.launcher().start(Map.of("PROXY_PORT", "0"), "proxy", "demo");
    try {
      String line = proxy.inputReader().readLine();
      String port = line.replaceAll(".*localhost:(\\d+).*", "$1");
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "-s",
                  "--max-time",
                  "10",
                  "--socks5-hostname",
                  "localhost:" + port,
                  "http://nucleus-1.demo.cell:8181/exhibitor/v1/cluster/list")
              .start();
      assertThat(curl.inputReader().readAllAsString()).contains("\"servers\":[\"127.");
    } finally {
      proxy.destroy();
      assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anExistingCellIsNotCreatedAgain() {
    Launcher.Result again = cell.run("create");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("demo").contains("cell ");
  }

  @Test
  void nothingOfTheCellIsReadableByOthersOrListensElsewhere() throws Exception {
    var modes = Files.getPosixFilePermissions(cell.directory());
    assertThat(java.nio.file.attribute.PosixFilePermissions.toString(modes)).isEqualTo("rwx------");
    String network = cell.nodes(Role.NUCLEUS).getFirst().privateIp().replaceAll("\\d+$", "");
    for (var process : cell.processes()) {
      for (String address : Sockets.listening(process.pid())) {
        assertThat(address).startsWith(network);
      }
    }
  }
}
