package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import io.cellos.cli.testing.FakeMesos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
  private final CellRun cell = new CellRun();

  @Test
  void withoutCellsItSaysHowToCreateOne() {
    assertThat(cell.run("list").out())
        .isEqualTo("There are no cells. Create one: cell create demo\n");
    assertThat(cell.run("list", "-o", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void allCellsAsATable() {
    cell.backend().running("demo", 1, 1).running("other", 1, 0);

    assertThat(cell.run("list").out())
        .isEqualTo(
            """
            CELL   STATUS   BACKEND  REGION  VERSION  CREATED
            demo   RUNNING  local    local   2.0.0    2026-11-23T03:59:00Z
            other  RUNNING  local    local   2.0.0    2026-11-23T03:59:00Z
            """);
  }

  @Test
  void allCellsAsJson() {
    cell.backend().running("demo", 1, 1);

    assertThat(cell.run("list", "-o", "json").out())
        .isEqualTo(
            "[{\"cell\":\"demo\",\"backend\":\"local\",\"region\":\"local\",\"version\":\"2.0.0\","
                + "\"status\":\"RUNNING\",\"created\":\"2026-11-23T03:59:00Z\"}]\n");
  }

  @Test
  void oneCellAsJsonHasTheKeysOfTheDesignInTheirOrder() {
    cell.backend().running("demo", 1, 0);
    cell.run("scale", "demo", "membrane", "0");

    assertThat(cell.run("list", "demo", "-o", "json").out())
        .isEqualTo(
            """
            {"cell":"demo","backend":"local","region":"local","version":"2.0.0","status":"RUNNING",\
            "created":"2026-11-23T03:59:00Z","groups":[{"role":"nucleus","desired":1,"nodes":[\
            {"id":"n-00000001","index":1,"privateIp":"127.20.0.11","publicIp":null,\
            "state":"running","health":"healthy"}]},\
            {"role":"stateless-body","desired":0,"nodes":[]},\
            {"role":"stateful-body","desired":0,"nodes":[]},\
            {"role":"membrane","desired":0,"nodes":[]}],\
            "loadBalancers":[{"name":"demo-zookeeper","url":"http://127.20.0.2:8080","healthy":1,\
            "targets":1}],"gateway":{"zookeeper":"http://127.20.0.2:8080",\
            "mesos":"http://127.20.0.3:1","marathon":"http://127.20.0.4:8080"},\
            "statusPage":"http://127.20.0.1:8080/"}
            """);
  }

  @Test
  void whatIsUsedOfTheBodyIsShownIfAMasterAnswers(@TempDir Path directory) {
    try (FakeMesos mesos = new FakeMesos(directory)) {
      cell.backend().running("demo", 1, 1).mesosAt(mesos.url());

      assertThat(cell.run("list", "demo", "-o", "json").out())
          .endsWith(
              ("\"statusPage\":\"http://127.20.0.1:8080/\",\"mesos\":{\"leader\":\"127.0.0.1:%d\","
                      + "\"agents\":2,\"tasks\":4,\"cpus\":{\"total\":8.0,\"used\":0.3},"
                      + "\"mem\":{\"total\":2048.0,\"used\":512.0},"
                      + "\"disk\":{\"total\":10000.0,\"used\":0.0}}}\n")
                  .formatted(mesos.port()));
      assertThat(cell.run("list", "demo").out())
          .endsWith(
              """
              body          2 agents, 4 tasks
              cpus          0.3 of 8 used
              mem           512 of 2048 MB used
              disk          0 of 10000 MB used
              leader        127.0.0.1:%d
              """
                  .formatted(mesos.port()));
    }
  }

  @Test
  void aMasterThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      cell.backend().running("demo", 1, 1).mesosAt("http://127.0.0.1:" + silent.getLocalPort());
      long begin = System.nanoTime();

      assertThat(cell.run("list", "demo", "-o", "json").out()).doesNotContain("\"mesos\":{");

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void yamlHasTheSameData() {
    cell.backend().running("demo", 1, 0);

    assertThat(cell.run("list", "demo", "-o", "yaml").out())
        .startsWith("cell: demo\nbackend: local\n")
        .contains("privateIp: 127.20.0.11\n", "publicIp: null\n", "desired: 1\n");
    assertThat(cell.run("list", "-o", "yaml").out()).startsWith("- cell: demo\n");
  }

  @Test
  void oneCellAsATableWithItsProblemsApart() {
    cell.backend()
        .running("demo", 1, 1)
        .problem("the ensemble has lost its majority; cell start demo");

    CellRun.Result result = cell.run("list", "demo");

    assertThat(result.out())
        .contains("status        RUNNING\n")
        .contains(
            "nucleus         1/1   nucleus-1         n-00000001  127.20.0.11  running  healthy\n")
        .contains("stateful-body   0/0   -")
        .contains("demo-zookeeper  http://127.20.0.2:8080  1/1\n")
        .contains("status page   http://127.20.0.1:8080/\n")
        .doesNotContain("majority");
    assertThat(result.err())
        .isEqualTo("problem: the ensemble has lost its majority; cell start demo\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void aCellOnEc2HasLongerIdsAndNoStatusPage() {
    cell.onEc2().backend().running("demo", 1, 1);

    CellRun.Result table = cell.run("list", "demo", "--backend", "aws");

    assertThat(table.out())
        .contains("backend       aws, region eu-west-1\n")
        .contains("1/1   nucleus-1         i-01234567800000001  127.20.0.11  running  healthy\n")
        .doesNotContain("status page", "PUBLIC");
    assertThat(cell.run("list", "demo", "--backend", "aws", "-o", "json").out())
        .contains("\"backend\":\"aws\",\"region\":\"eu-west-1\"", "\"statusPage\":null}");
  }

  @Test
  void publicAddressesHaveAColumnWhereThereAreAny() {
    cell.onEc2().backend().running("demo", 1, 1).publicly("stateless-body-1", "203.0.113.7");

    assertThat(cell.run("list", "demo", "--backend", "aws").out())
        .contains("ADDRESS      PUBLIC       STATE")
        .contains("127.20.0.11  -            running")
        .contains("127.20.0.12  203.0.113.7  running")
        .contains(
            "stateful-body   0/0   -                 -                    -            -    ");
  }

  @Test
  void ofAThousandNodesThoseAreShownThatAreNotWell() {
    cell.backend().stuck("stateless-body-1000", "zk-barrier").running("demo", 3, 1000);

    String out = cell.run("list", "demo").out();

    assertThat(out.lines().count()).isLessThan(80);
    assertThat(out)
        .contains("stateless-body  999/1000  stateless-body-1000  n-000003eb")
        .contains("… and 950 more of stateless-body");
    assertThat(cell.run("list", "demo", "-o", "json").out().split("privateIp", -1)).hasSize(1005);
  }

  @Test
  void aStoppedCellShowsAsStopped() {
    cell.backend().running("demo", 1, 0);
    cell.run("stop", "demo");

    assertThat(cell.run("list").out()).contains("demo  STOPPED");
    assertThat(cell.run("list", "demo").out()).contains("stopped  unknown");
  }

  @Test
  void aMissingCellIsExitCodeThree() {
    CellRun.Result result = cell.run("list", "demo");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("cell: there is no cell demo\n  → cell list\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void anUnknownFormatIsWrongUsage() {
    CellRun.Result result = cell.run("list", "-o", "jsn");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("table, json, yaml", "did you mean \"json\"?");
  }
}
