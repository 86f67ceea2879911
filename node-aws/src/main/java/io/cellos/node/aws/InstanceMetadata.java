package io.cellos.node.aws;

import io.cellos.node.aws.core.LeavingPlan.Notice;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;
import software.amazon.awssdk.imds.Ec2MetadataRetryPolicy;

/** What the instance is told about itself, by its metadata service. */
final class InstanceMetadata implements AutoCloseable {
  private static final String GROUP_WANTS = "autoscaling/target-lifecycle-state";
  private static final String SPOT_INTERRUPTION = "spot/instance-action";
  private static final String SPOT_AT_RISK = "events/recommendations/rebalance";

  private final Ec2MetadataClient client =
      Ec2MetadataClient.builder()
          .httpClient(UrlConnectionHttpClient.create())
          .retryPolicy(Ec2MetadataRetryPolicy.none()) // whoever asks, asks again
          .build();

  /**
   * Whether the instance is to end. A scheduled retirement needs no look of its own: the group
   * takes such an instance for unhealthy and ends it in good time.
   */
  Notice notice() throws IOException {
    if (get(GROUP_WANTS).filter("Terminated"::equals).isPresent()) {
      return Notice.TERMINATE;
    }
    boolean soon = get(SPOT_INTERRUPTION).isPresent() || get(SPOT_AT_RISK).isPresent();
    return soon ? Notice.SOON : Notice.NONE;
  }

  private Optional<String> get(String path) throws IOException {
    try {
      return Optional.of(client.get("/latest/meta-data/" + path).asString());
    } catch (SdkClientException e) {
      if (String.valueOf(e.getMessage()).endsWith("404")) { // the SDK has no type of its own for it
        return Optional.empty();
      }
      throw new IOException("instance metadata " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
