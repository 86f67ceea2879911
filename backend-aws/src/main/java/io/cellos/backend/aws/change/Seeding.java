package io.cellos.backend.aws.change;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.SeedPointer;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import io.cellos.model.UserModule;
import java.util.List;
import java.util.function.Consumer;

/** Replaces the seed of a cell without touching its nodes. */
public final class Seeding {
  private final AwsClients clients;

  public Seeding(AwsClients clients) {
    this.clients = clients;
  }

  public void seed(CellName name, List<UserModule> modules, Consumer<String> notice) {
    CellStack stack = Stable.require(CellStack.existing(clients, name), "replace the seed");
    CellBucket bucket = StackBucket.of(clients, stack);
    requirePointer(stack, bucket);
    SeedPointer.publish(bucket, modules, notice);
    notice.accept("nodes that boot from now on run the new seed; those that run keep theirs");
  }

  private static void requirePointer(CellStack stack, CellBucket bucket) {
    if (!stack.parameter("SeedKey").orElse("").equals(SeedPointer.key(bucket))) {
      throw CellException.failed(
          "the nodes of cell " + stack.cell() + " do not look for a new seed when they boot",
          "bring the cell to this release first: cell update " + stack.cell());
    }
  }
}
