package io.cellos.backend.aws.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.aws.stack.StackPhase;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.node.health.NodeHealth.State;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

class CellStatusesTest {
  @ParameterizedTest
  @CsvSource({
    "REVIEW_IN_PROGRESS, CREATING, CREATING",
    "CREATE_IN_PROGRESS, CREATING, CREATING",
    "CREATE_COMPLETE, RUNNING, DEGRADED",
    "CREATE_FAILED, FAILED, FAILED",
    "ROLLBACK_IN_PROGRESS, FAILED, FAILED",
    "ROLLBACK_COMPLETE, FAILED, FAILED",
    "ROLLBACK_FAILED, FAILED, FAILED",
    "UPDATE_IN_PROGRESS, DEGRADED, DEGRADED",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, DEGRADED, DEGRADED",
    "UPDATE_COMPLETE, RUNNING, DEGRADED",
    "UPDATE_FAILED, RUNNING, DEGRADED",
    "UPDATE_ROLLBACK_IN_PROGRESS, DEGRADED, DEGRADED",
    "UPDATE_ROLLBACK_COMPLETE, RUNNING, DEGRADED",
    "UPDATE_ROLLBACK_FAILED, RUNNING, DEGRADED",
    "DELETE_IN_PROGRESS, DELETING, DELETING",
    "DELETE_FAILED, DELETING, DELETING"
  })
  void aStackTellsTheCellsStatus(StackStatus stack, CellStatus whole, CellStatus lacking) {
    assertThat(CellStatuses.of(StackPhase.of(stack), true)).isEqualTo(whole);
    assertThat(CellStatuses.of(StackPhase.of(stack), false)).isEqualTo(lacking);
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, , PENDING, UNKNOWN",
    "Pending:Wait, BOOTING, PENDING, UNKNOWN",
    "InService, BOOTING, RUNNING, UNKNOWN",
    "InService, READY, RUNNING, HEALTHY",
    "InService, UNWELL, RUNNING, UNHEALTHY",
    "InService, FAILED, FAILED, UNHEALTHY",
    "Terminating:Wait, READY, STOPPING, HEALTHY",
    "Terminating, FAILED, STOPPING, UNHEALTHY",
    "Standby, READY, STOPPING, HEALTHY",
    "Terminated, READY, STOPPED, HEALTHY"
  })
  void aGroupAndItsNodeTellTheNodesState(
      String lifecycle, State reported, NodeState state, Health health) {
    Optional<State> word = Optional.ofNullable(reported);
    assertThat(NodeStates.state(lifecycle, word)).isEqualTo(state);
    assertThat(NodeStates.health("Healthy", word)).isEqualTo(health);
    assertThat(NodeStates.health("Unhealthy", word)).isEqualTo(Health.UNHEALTHY);
  }
}
