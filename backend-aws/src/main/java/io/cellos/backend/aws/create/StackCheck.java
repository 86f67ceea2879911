package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.StackEvents;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What a stack that has the cell's name already means for creating the cell. */
final class StackCheck {
  private StackCheck() {}

  /**
   * The stack whose creation is under way and can be waited for; empty if there is none of that
   * name.
   *
   * @throws CellException if the name is taken, or what is there must be deleted first
   */
  static Optional<CellStack> underWay(AwsClients clients, CellSpec spec) {
    Optional<CellStack> found = CellStack.find(clients, spec.name());
    found.ifPresent(stack -> refuseUnlessUnderWay(clients, stack, spec));
    return found;
  }

  private static void refuseUnlessUnderWay(AwsClients clients, CellStack stack, CellSpec spec) {
    CellName name = spec.name();
    switch (stack.phase()) {
      case CREATING -> {
        if (stack.status() == StackStatus.REVIEW_IN_PROGRESS) {
          throw CellException.failed(
              "stack " + name + " is only a change set that nobody executed",
              "remove it, then create again: cell delete " + name);
        }
        refuseAnother(stack, spec);
      }
      case READY, UPDATING, UPDATE_FAILED ->
          throw CellException.failed(
              "cell " + name + " exists",
              "see it with: cell list %1$s, resize it with: cell scale %1$s, renew it with: cell update %1$s"
                  .formatted(name));
      case CREATE_FAILED -> throw failed(clients, stack);
      case DELETING ->
          throw CellException.failed(
              "cell " + name + " is being deleted", "finish that with: cell delete " + name);
      case DELETED -> {}
    }
  }

  private static CellException failed(AwsClients clients, CellStack stack) {
    String reason =
        StackEvents.firstFailure(clients, stack).map(failure -> ": " + failure).orElse("");
    String when =
        stack.status() == StackStatus.ROLLBACK_IN_PROGRESS
            ? "wait until it is taken back, then remove what is left and create again: "
            : "remove what is left, then create again: ";
    return CellException.failed(
        "the creation of cell %s failed (%s)%s".formatted(stack.cell(), stack.status(), reason),
        when + "cell delete %1$s, cell create %1$s".formatted(stack.cell()));
  }

  private static void refuseAnother(CellStack stack, CellSpec spec) {
    List<String> differences = new ArrayList<>();
    for (Role role : Role.values()) {
      String there = stack.parameter(RoleWord.of(role) + "Size").orElse("");
      if (!there.isEmpty() && !there.equals(Integer.toString(spec.size(role)))) {
        differences.add("it has %s %s, you ask for %d".formatted(role, there, spec.size(role)));
      }
    }
    if (!differences.isEmpty()) {
      throw CellException.failed(
          "cell " + spec.name() + " is being created otherwise: " + String.join("; ", differences),
          "run create as before, or change it with cell scale when it is there, or delete it with: cell delete "
              + spec.name());
    }
  }
}
