package io.cellos.it.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import io.cellos.model.CellDescription;
import io.cellos.model.CellDescription.Node;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole cell on EC2, as far as it can be had on one machine: the real command, the real templates
 * on an AWS endpoint, and for every instance a machine that boots by the real user data.
 */
class Ec2CellTest {
  private static final Map<String, String> ON_EC2 = Map.of("CELL_BACKEND", "aws");
  private static final int WRITES = 200;

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  Path directory;

  private Ec2 ec2;
  private LiveCell cell;

  @Test
  void isCreatedWithOneCommandHealsAndIsDeletedWithoutTrace() throws Exception {
    try (Ec2 started = Ec2.start(directory.resolve("ec2"), Endpoints.patched(directory))) {
      begin(started);
      isCreatedWithOneCommand();
      answersTheQuestionsOfItsOperator();
      znodes("write", connectString(), Integer.toString(WRITES));
      replacesAnInstanceThatIsGone();
      isDeletedWithoutTrace();
    }
  }

  @Test
  @Tag("long")
  void growsShrinksAndIsUpdatedNodeByNodeWithoutLosingAWrite() throws Exception {
    try (Ec2 started = Ec2.start(directory.resolve("ec2"), Endpoints.patched(directory))) {
      begin(started);
      isCreatedWithOneCommand();
      znodes("write", connectString(), Integer.toString(WRITES));
      control("hold-terminating");
      growsAndShrinks();
      isUpdatedNodeByNode();
      isDeletedWithoutTrace();
    }
  }

  private void begin(Ec2 started) {
    ec2 = started;
    Launcher operator = ec2.operator(directory.resolve("home"));
    operator = operator.within(operator.prefix(), with(operator.environment(), ON_EC2));
    cell = new LiveCell(operator, "demo");
    control("await-signals");
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(some);
    all.putAll(more);
    return all;
  }

  private void isCreatedWithOneCommand() {
    Launcher.Result created =
        cell.run(
                "create", "--nucleus", "3", "--membrane", "0", "--bastion", "--allow", "10.0.0.0/8")
            .expectDone();
    assertThat(created.out()).contains("cell demo is running");
    CellDescription description = cell.describe();
    assertThat(description.backend()).isEqualTo("aws");
    assertThat(description.region()).isEqualTo("us-east-1");
    assertThat(cell.nodes(Role.NUCLEUS)).hasSize(3);
    assertThat(cell.isWhole()).isTrue();
    assertThat(ec2.run("curl", "-s", ec2.url() + "/cell-test/signals"))
        .contains("SUCCESS")
        .doesNotContain("FAILURE");
  }

  private void answersTheQuestionsOfItsOperator() {
    String status =
        cell.run("cmd", "nucleus", "0", "curl -s localhost:8181/exhibitor/v1/cluster/status")
            .expectDone()
            .out();
    assertThat(status).contains("\"description\":\"serving\"", "\"isLeader\":true");
    for (Node node : cell.nodes(Role.NUCLEUS)) {
      assertThat(status).contains("\"hostname\":\"" + node.privateIp() + "\"");
    }
    assertThat(cell.run("cmd", "body", "1", "/usr/local/bin/zk-list-nodes").expectDone().out())
        .contains(cell.nodes(Role.NUCLEUS).getFirst().privateIp() + ":2181");
    assertThat(cell.run("cmd", "body", "1", "exit 7").exit()).isEqualTo(7);
    assertThat(cell.run("log", "nucleus", "1").expectDone().out()).contains("nucleus-1 node | ");
    assertThat(cell.run("log", "--no-follow").expectDone().out()).contains("CREATE_COMPLETE");
  }

  private void replacesAnInstanceThatIsGone() {
    Node victim = cell.nodes(Role.NUCLEUS).getFirst();
    ec2.run(
        "aws",
        "autoscaling",
        "terminate-instance-in-auto-scaling-group",
        "--no-should-decrement-desired-capacity",
        "--instance-id",
        victim.id().value());
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> cell.nodes(Role.NUCLEUS).stream().noneMatch(victim::equals) && cell.isWhole());
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> !connectString().contains(victim.privateIp() + ":"));
    everyMemberHasAllWrites(3);
  }

  private void growsAndShrinks() {
    cell.run("scale", "nucleus", "5").expectDone();
    everyMemberHasAllWrites(5);
    cell.run("scale", "nucleus", "3", "--yes").expectDone();
    everyMemberHasAllWrites(3);
    cell.run("scale", "body", "2").expectDone();
    assertThat(cell.nodes(Role.STATELESS_BODY)).hasSize(2);
  }

  /** Every nucleus node becomes a new one; the data stays. */
  private void isUpdatedNodeByNode() {
    List<Node> before = cell.nodes(Role.NUCLEUS);
    assertThat(cell.run("update", "--dry-run").expectDone().out()).contains("nothing was changed");
    Launcher.Result updated =
        cell.run("update", "--instance-type", "nucleus=t3.medium", "--yes").expectDone();
    assertThat(updated.out()).contains("Nucleus/", "cell demo is updated");
    List<Node> after = cell.nodes(Role.NUCLEUS);
    assertThat(after).hasSize(3).doesNotContainAnyElementsOf(before);
    everyMemberHasAllWrites(3);
  }

  private void isDeletedWithoutTrace() {
    assertThat(cell.run("delete", "--yes").expectDone().out()).contains("cell demo is deleted");
    await().atMost(Duration.ofSeconds(30)).until(() -> ec2.machines().isEmpty());
    assertThat(ec2.run("aws", "s3", "ls")).isEmpty();
    assertThat(cell.run("list").exit()).isEqualTo(3);
  }

  private void everyMemberHasAllWrites(int members) {
    List<Node> nodes = cell.nodes(Role.NUCLEUS);
    assertThat(nodes).hasSize(members);
    for (Node node : nodes) {
      assertThat(znodes("count", node.privateIp() + ":2181").lines().toList())
          .contains(Integer.toString(WRITES));
    }
  }

  /** Makes the endpoint wait for what AWS waits for. */
  private void control(String what) {
    ec2.run("curl", "-sf", "-d", "{\"on\":true}", ec2.url() + "/cell-test/" + what);
  }

  private String connectString() {
    return cell.run("cmd", "nucleus", "0", "zk-list-nodes").expectDone().out().strip();
  }

  private String znodes(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ZnodesMain.class.getName()));
    words.addAll(List.of(arguments));
    return ec2.run(words.toArray(String[]::new));
  }
}
