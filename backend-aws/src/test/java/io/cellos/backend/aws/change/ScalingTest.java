package io.cellos.backend.aws.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.testing.MotoRegion;
import io.cellos.backend.aws.testing.SmallCell;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
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
  void theBodyGrowsTo1000AndShrinksInTwoOrThreeCalls() {
    SmallCell cell = SmallCell.create(moto.clients(), "body", "body-bucket", Map.of());

    moto.control().resetCalls();
    scale(cell, Role.STATELESS_BODY, 1000);
    assertThat(moto.control().callCounts())
        .isEqualTo(
            Map.of(
                "cloudformation:DescribeStacks", 1,
                "autoscaling:DescribeAutoScalingGroups", 1,
                "autoscaling:SetDesiredCapacity", 1));
    assertThat(cell.nodes(Role.STATELESS_BODY)).hasSize(1000);

    moto.control().resetCalls();
    scale(cell, Role.STATELESS_BODY, 1000);
    assertThat(moto.control().callCounts()).doesNotContainKey("autoscaling:SetDesiredCapacity");

    scale(cell, Role.STATELESS_BODY, 0);
    assertThat(cell.nodes(Role.STATELESS_BODY)).isEmpty();
  }

  @Test
  void theNewestNodesLeaveTheNucleusTogetherAndOnlyAWholeOne() {
    SmallCell cell =
        SmallCell.create(moto.clients(), "core", "core-bucket", Map.of("NucleusSize", "3"));
    scale(cell, Role.NUCLEUS, 5);
    List<NodeId> before = ids(cell);

    assertThatThrownBy(() -> scale(cell, Role.NUCLEUS, 3))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("can't shrink the nucleus of cell core")
        .hasMessageContaining("nucleus-1 is running, health unknown");

    cell.reportAll();
    moto.control().holdTerminating(true);
    try {
      scale(cell, Role.NUCLEUS, 3);
      assertThat(cell.nodes(Role.NUCLEUS))
          .extracting(CellDescription.Node::state)
          .containsExactly(
              NodeState.RUNNING,
              NodeState.RUNNING,
              NodeState.RUNNING,
              NodeState.STOPPING,
              NodeState.STOPPING);
      assertThat(ids(cell)).isEqualTo(before);
      scale(cell, Role.NUCLEUS, 3); // done again while they leave
      assertThat(cell.describe().desired(Role.NUCLEUS)).isEqualTo(3);
    } finally {
      moto.control().holdTerminating(false);
    }
  }

  @Test
  void aCellThatIsBeingChangedIsLeftAlone() {
    moto.control().holdStacks(true);
    try {
      SmallCell cell = SmallCell.begin(moto.clients(), "busy", "busy-bucket", Map.of());
      assertThatThrownBy(() -> scale(cell, Role.STATELESS_BODY, 2))
          .isInstanceOf(CellException.class)
          .hasMessageContaining("it is being changed (stack CREATE_IN_PROGRESS)");
    } finally {
      moto.control().holdStacks(false);
    }
  }

  private static void scale(SmallCell cell, Role role, int size) {
    new Scaling(moto.clients()).scale(cell.name(), role, size);
  }

  private static List<NodeId> ids(SmallCell cell) {
    return cell.nodes(Role.NUCLEUS).stream().map(CellDescription.Node::id).toList();
  }
}
