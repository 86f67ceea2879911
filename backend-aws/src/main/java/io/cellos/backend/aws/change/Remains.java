package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import io.cellos.model.CellName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** What a cell leaves besides its bucket and what is in EC2. */
final class Remains {
  private final AwsClients clients;
  private final CellName cell;

  Remains(AwsClients clients, CellName cell) {
    this.clients = clients;
    this.cell = cell;
  }

  /** The stack that a cell of this name had last; CloudFormation remembers it for 90 days. */
  Optional<CellStack> lastStack() {
    return AwsFailures.explained(
            "list deleted stacks",
            () ->
                clients
                    .cloudFormation()
                    .listStacksPaginator(b -> b.stackStatusFilters(StackStatus.DELETE_COMPLETE))
                    .stackSummaries()
                    .stream()
                    .filter(stack -> stack.stackName().equals(cell.value()))
                    .filter(stack -> stack.parentId() == null)
                    .max(Comparator.comparing(StackSummary::deletionTime)))
        .flatMap(stack -> CellStack.byId(clients, stack.stackId()))
        .filter(stack -> cell.value().equals(stack.tags().get("cell")));
  }

  /** Whether there were any. */
  boolean removeFiles() {
    Path directory = clients.settings().home().resolve("generated").resolve(cell.value());
    if (!Files.exists(directory)) {
      return false;
    }
    try {
      AtomicFiles.deleteTree(directory);
      return true;
    } catch (IOException e) {
      throw CellException.failed(
          "can't delete " + directory + ": " + e.getMessage(),
          "correct the cause, then run: cell delete " + cell,
          e);
    }
  }
}
