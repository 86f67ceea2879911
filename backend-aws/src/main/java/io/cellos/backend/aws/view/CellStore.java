package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.coordination.SharedStore;

/** The shared store of a cell: a folder of its bucket. */
public final class CellStore {
  private CellStore() {}

  public static SharedStore of(AwsClients clients, CellStack stack) {
    return new S3StoreDraft(
        clients.s3(), stack.parameters().get("Bucket"), stack.cell() + "/shared/");
  }

  /** For people: {@code s3://bucket/demo/shared}. */
  public static String place(CellStack stack) {
    return "s3://" + stack.parameters().get("Bucket") + "/" + stack.cell() + "/shared";
  }
}
