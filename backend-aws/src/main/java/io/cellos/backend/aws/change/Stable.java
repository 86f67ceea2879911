package io.cellos.backend.aws.change;

import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;

/** Refuses to change a cell whose stack can't be changed now. */
final class Stable {
  private Stable() {}

  /**
   * @param what after "can't", for example {@code scale the nucleus}
   * @return the same stack
   */
  static CellStack require(CellStack stack, String what) {
    String name = stack.cell().value();
    return switch (stack.phase()) {
      case READY -> stack;
      case CREATING, UPDATING ->
          throw refused(
              what, stack, "it is being changed", "wait until that is done: cell log " + name);
      case CREATE_FAILED ->
          throw refused(
              what,
              stack,
              "its creation failed",
              "see why: cell list " + name + ", then cell delete " + name + " and create it again");
      case UPDATE_FAILED ->
          throw refused(
              what,
              stack,
              "its last update could not be taken back",
              "correct the cause, then: aws cloudformation continue-update-rollback --stack-name "
                  + name);
      case DELETING, DELETED ->
          throw refused(what, stack, "its delete has begun", "go on with: cell delete " + name);
    };
  }

  private static CellException refused(String what, CellStack stack, String why, String next) {
    return CellException.failed(
        "can't %s of cell %s: %s (stack %s)".formatted(what, stack.cell(), why, stack.status()),
        next);
  }
}
