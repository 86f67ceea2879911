package io.cellos.backend.aws.stack;

import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What a stack's status means for whoever wants to do something with it. */
public enum StackPhase {
  /** It is being created, or will be when a change set is executed. */
  CREATING,
  /** It can be updated. A failed update that was taken back leaves it so, too. */
  READY,
  /** It is being updated, or an update is being taken back. */
  UPDATING,
  /** An update failed and was not taken back: its resources are a mixture. */
  UPDATE_FAILED,
  /** The creation failed: it can only be deleted. */
  CREATE_FAILED,
  /** A delete runs, or stopped because of a resource; deleting again goes on. */
  DELETING,
  /** Only its id and events are left. */
  DELETED;

  /** The phase; of a status that is newer than this program, what its name says. */
  public static StackPhase of(StackStatus status) {
    return switch (status) {
      case CREATE_IN_PROGRESS, REVIEW_IN_PROGRESS -> CREATING;
      case CREATE_COMPLETE,
          UPDATE_COMPLETE,
          UPDATE_ROLLBACK_COMPLETE,
          IMPORT_COMPLETE,
          IMPORT_ROLLBACK_COMPLETE ->
          READY;
      case UPDATE_IN_PROGRESS,
          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
          UPDATE_ROLLBACK_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
          IMPORT_IN_PROGRESS,
          IMPORT_ROLLBACK_IN_PROGRESS ->
          UPDATING;
      case UPDATE_FAILED, UPDATE_ROLLBACK_FAILED, IMPORT_ROLLBACK_FAILED -> UPDATE_FAILED;
      case CREATE_FAILED, ROLLBACK_IN_PROGRESS, ROLLBACK_COMPLETE, ROLLBACK_FAILED -> CREATE_FAILED;
      case DELETE_IN_PROGRESS, DELETE_FAILED -> DELETING;
      case DELETE_COMPLETE -> DELETED;
      case UNKNOWN_TO_SDK_VERSION -> UPDATING;
    };
  }

  /** Whether CloudFormation works on the stack, so that nothing else can be asked of it. */
  public static boolean isBusy(StackStatus status) {
    return status.toString().endsWith("_IN_PROGRESS") && status != StackStatus.REVIEW_IN_PROGRESS;
  }
}
