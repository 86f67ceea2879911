package io.cellos.backend.aws.view;

import io.cellos.backend.aws.stack.StackPhase;
import io.cellos.model.CellStatus;

/** What the phase of a stack means for the cell. */
final class CellStatuses {
  private CellStatuses() {}

  /**
   * @param complete whether every group has its desired number of healthy nodes
   */
  static CellStatus of(StackPhase phase, boolean complete) {
    return switch (phase) {
      case CREATING -> CellStatus.CREATING;
      case READY, UPDATE_FAILED -> complete ? CellStatus.RUNNING : CellStatus.DEGRADED;
      case UPDATING -> CellStatus.DEGRADED;
      case CREATE_FAILED -> CellStatus.FAILED;
      case DELETING, DELETED -> CellStatus.DELETING;
    };
  }
}
