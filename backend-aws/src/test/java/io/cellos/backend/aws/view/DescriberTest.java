package io.cellos.backend.aws.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.testing.MotoRegion;
import io.cellos.backend.aws.testing.SmallCell;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellStatus;
import io.cellos.model.CellSummary;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriberTest {
  @TempDir static Path directory;
  static MotoRegion moto;

  @BeforeAll
  static void start() {
    moto = MotoRegion.start(directory);
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void aCellIsDescribedFromItsStackGroupsNodesAndBalancers() {
    SmallCell cell =
        SmallCell.create(moto.clients(), "demo", "demo-bucket", Map.of("NucleusSize", "3"));

    assertThat(cell.describe().status()).isEqualTo(CellStatus.DEGRADED);
    cell.reportAll();
    CellDescription described = cell.describe();

    assertThat(described.status()).isEqualTo(CellStatus.RUNNING);
    assertThat(described.backend()).isEqualTo("aws");
    assertThat(described.region()).isEqualTo("us-east-1");
    assertThat(described.version()).isEqualTo("2.0.0");
    assertThat(described.desired(Role.NUCLEUS)).isEqualTo(3);
    assertThat(described.groups())
        .extracting(CellDescription.Group::role)
        .containsExactly(Role.values());
    assertThat(cell.nodes(Role.NUCLEUS))
        .extracting(CellDescription.Node::index)
        .containsExactly(1, 2, 3);
    assertThat(cell.nodes(Role.NUCLEUS))
        .allSatisfy(
            node -> {
              assertThat(node.state()).isEqualTo(NodeState.RUNNING);
              assertThat(node.health()).isEqualTo(Health.HEALTHY);
              assertThat(node.privateIp()).startsWith("10.0.");
            });
    assertThat(described.loadBalancers()).hasSize(1);
    assertThat(described.loadBalancers().getFirst())
        .satisfies(
            balancer -> {
              assertThat(balancer.name()).isEqualTo("demo-zookeeper");
              assertThat(balancer.url()).startsWith("http://demo-zookeeper");
              assertThat(balancer.targets()).isEqualTo(3);
              assertThat(balancer.healthy()).isEqualTo(3);
            });
    assertThat(described.gateway()).containsOnlyKeys("zookeeper");
  }

  @Test
  void whatNodesSayIsJoined() {
    SmallCell cell =
        SmallCell.create(moto.clients(), "unwell", "unwell-bucket", Map.of("NucleusSize", "3"));
    cell.reportAll();
    cell.report(cell.nodes(Role.NUCLEUS).get(0), "failed");
    cell.report(cell.nodes(Role.NUCLEUS).get(1), "unwell");
    cell.report(cell.nodes(Role.NUCLEUS).get(2), "booting");

    assertThat(cell.nodes(Role.NUCLEUS))
        .extracting(CellDescription.Node::state)
        .containsExactly(NodeState.FAILED, NodeState.RUNNING, NodeState.RUNNING);
    assertThat(cell.nodes(Role.NUCLEUS))
        .extracting(CellDescription.Node::health)
        .containsExactly(Health.UNHEALTHY, Health.UNHEALTHY, Health.UNKNOWN);
    assertThat(cell.describe().status()).isEqualTo(CellStatus.DEGRADED);
  }

  @Test
  void noSuchCellAndForeignStacksAreTold() {
    moto.clients()
        .cloudFormation()
        .createStack(
            b ->
                b.stackName("foreign")
                    .templateBody("{\"Resources\":{\"Logs\":{\"Type\":\"AWS::Logs::LogGroup\"}}}"));
    SmallCell.create(moto.clients(), "listed", "listed-bucket", Map.of()).reportAll();

    assertThatThrownBy(() -> new Describer(moto.clients()).describe(CellName.parse("nobody")))
        .isInstanceOfSatisfying(
            CellException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_SUCH_CELL));
    assertThatThrownBy(() -> new Describer(moto.clients()).describe(CellName.parse("foreign")))
        .hasMessageContaining("foreign");
    assertThat(new Summaries(moto.clients()).list())
        .extracting(CellSummary::cell)
        .contains("listed")
        .doesNotContain("foreign");
    assertThat(new Summaries(moto.clients()).list())
        .filteredOn(summary -> summary.cell().equals("listed"))
        .extracting(CellSummary::status)
        .containsExactly(CellStatus.RUNNING);
  }

  @Test
  void callsDoNotGrowWithNodes() {
    SmallCell cell =
        SmallCell.create(
            moto.clients(), "large", "large-bucket", Map.of("StatelessBodySize", "1000"));

    AtOnce.run(
        cell.nodes(Role.STATELESS_BODY).stream()
            .map(node -> (Runnable) () -> cell.reportFirst(node, "ready"))
            .toList());
    cell.nodes(Role.NUCLEUS).forEach(node -> cell.report(node, "ready"));
    moto.control().resetCalls();
    CellDescription described = cell.describe();
    Map<String, Integer> calls = moto.control().callCounts();

    assertThat(described.groups().get(1).nodes())
        .hasSize(1000)
        .allSatisfy(node -> assertThat(node.health()).isEqualTo(Health.HEALTHY));
    assertThat(calls)
        .as("1,001 health keys are two pages; moto's pages of instances are of reservations")
        .isEqualTo(
            Map.of(
                "cloudformation:DescribeStacks", 1,
                "autoscaling:DescribeAutoScalingGroups", 1,
                "ec2:DescribeInstances", 1,
                "elasticloadbalancing:DescribeTargetHealth", 1,
                "s3:ListObjectsV2", 2));
  }
}
