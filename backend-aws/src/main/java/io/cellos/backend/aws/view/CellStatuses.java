package io.cellos.backend.aws.view;

import io.cellos.model.CellStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What a stack's status means for the cell. */
final class CellStatuses {
  private CellStatuses() {}

  /**
   * @param complete whether every group has its desired number of healthy nodes
   */
  static CellStatus of(StackStatus stack, boolean complete) {
    return switch (stack) {
      case CREATE_IN_PROGRESS, REVIEW_IN_PROGRESS -> CellStatus.CREATING;
      case CREATE_FAILED, ROLLBACK_IN_PROGRESS, ROLLBACK_FAILED, ROLLBACK_COMPLETE ->
          CellStatus.FAILED;
      case DELETE_IN_PROGRESS, DELETE_FAILED, DELETE_COMPLETE -> CellStatus.DELETING;
      case UPDATE_IN_PROGRESS,
          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
          UPDATE_ROLLBACK_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
          IMPORT_IN_PROGRESS,
          IMPORT_ROLLBACK_IN_PROGRESS ->
          CellStatus.DEGRADED;
      case CREATE_COMPLETE,
          UPDATE_COMPLETE,
          UPDATE_FAILED,
          UPDATE_ROLLBACK_COMPLETE,
          UPDATE_ROLLBACK_FAILED,
          IMPORT_COMPLETE,
          IMPORT_ROLLBACK_COMPLETE,
          IMPORT_ROLLBACK_FAILED ->
          complete ? CellStatus.RUNNING : CellStatus.DEGRADED;
      case UNKNOWN_TO_SDK_VERSION -> CellStatus.DAMAGED;
    };
  }
}
