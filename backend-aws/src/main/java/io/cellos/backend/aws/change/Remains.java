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
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;

/**
 * What a cell has beside its stack and its bucket. Each method says whether there was something to
 * remove.
 */
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

  boolean removeKeyPair() {
    String name = "cell-os--" + cell;
    Filter byName = Filter.builder().name("key-name").values(name).build();
    return AwsFailures.explained(
        "delete key pair " + name,
        () -> {
          if (clients.ec2().describeKeyPairs(b -> b.filters(byName)).keyPairs().isEmpty()) {
            return false;
          }
          clients.ec2().deleteKeyPair(b -> b.keyName(name));
          return true;
        });
  }

  boolean removePrefixLists() {
    List<ManagedPrefixList> lists =
        AwsFailures.explained(
            "list the prefix lists of cell " + cell,
            () ->
                clients
                    .ec2()
                    .describeManagedPrefixListsPaginator(b -> b.filters(Leftovers.ofCell(cell)))
                    .prefixLists()
                    .stream()
                    .filter(list -> !list.stateAsString().startsWith("delete-"))
                    .toList());
    for (ManagedPrefixList list : lists) {
      try {
        clients.ec2().deleteManagedPrefixList(b -> b.prefixListId(list.prefixListId()));
      } catch (SdkException e) {
        throw AwsFailures.of("delete prefix list " + list.prefixListId(), e);
      }
    }
    return !lists.isEmpty();
  }

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
