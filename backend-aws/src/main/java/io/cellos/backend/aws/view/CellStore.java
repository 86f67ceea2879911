package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.coordination.S3Store;
import io.cellos.coordination.SharedStore;

/** The shared store of a cell: a folder of its bucket. */
public final class CellStore {
  private CellStore() {}

  public static SharedStore of(AwsClients clients, CellStack stack) {
    return new S3Store(clients.s3(), bucket(stack), stack.cell() + "/shared");
  }

  /** For people: {@code s3://bucket/demo/shared}. */
  public static String place(CellStack stack) {
    return "s3://" + bucket(stack) + "/" + stack.cell() + "/shared";
  }

  private static String bucket(CellStack stack) {
    return stack
        .parameter("Bucket")
        .orElseThrow(
            () ->
                CellException.failed(
                    "stack " + stack.cell() + " has no parameter Bucket",
                    "it was made by another template: cell update " + stack.cell()));
  }
}
