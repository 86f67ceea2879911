package io.cellos.backend.aws.change;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;

/** The bucket that a stack uses, whatever the settings say now. */
final class StackBucket {
  private StackBucket() {}

  static CellBucket of(AwsClients clients, CellStack stack) {
    String account = account(clients);
    return stack
        .parameter("Bucket")
        .map(name -> CellBucket.named(clients, stack.cell(), account, name))
        .orElseGet(() -> CellBucket.of(clients, stack.cell(), account));
  }

  static String account(AwsClients clients) {
    return AwsFailures.explained(
        "find out whose credentials these are", () -> clients.sts().getCallerIdentity().account());
  }
}
