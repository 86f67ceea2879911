package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.StackEvents;
import java.util.Optional;

/** What is wrong with a cell's stack, with the first reason and what to do. */
final class StackProblem {
  private StackProblem() {}

  static Optional<String> of(AwsClients clients, CellStack stack) {
    String name = stack.cell().value();
    return switch (stack.status()) {
      case CREATE_FAILED ->
          told(
              clients,
              stack,
              "the creation failed%s; what was made is kept for you to look at: correct the cause, cell delete "
                  + name
                  + ", then create it again");
      case ROLLBACK_IN_PROGRESS, ROLLBACK_COMPLETE ->
          told(
              clients,
              stack,
              "the creation failed%s; what was made is taken back: correct the cause, cell delete "
                  + name
                  + ", then create it again");
      case ROLLBACK_FAILED ->
          told(
              clients,
              stack,
              "neither the creation nor taking it back succeeded%s; cell delete " + name);
      case UPDATE_ROLLBACK_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE ->
          told(
              clients,
              stack,
              "the last update failed and was taken back%s; correct the cause, then cell update "
                  + name);
      case UPDATE_FAILED ->
          told(
              clients,
              stack,
              "the last update failed half way%s; correct the cause, then cell update " + name);
      case UPDATE_ROLLBACK_FAILED ->
          told(
              clients,
              stack,
              "neither the last update nor taking it back succeeded%s; correct the cause, then aws cloudformation continue-update-rollback --stack-name "
                  + name);
      case DELETE_FAILED ->
          told(clients, stack, "the delete stopped%s; go on with cell delete " + name);
      default -> Optional.empty(); // CloudFormation adds states; none of the others is a failure
    };
  }

  private static Optional<String> told(AwsClients clients, CellStack stack, String text) {
    String reason =
        StackEvents.firstFailure(clients, stack).map(failure -> ": " + failure).orElse("");
    return Optional.of(text.formatted(reason));
  }
}
