package io.cellos.node.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.testing.Moto;
import io.cellos.coordination.S3Store;
import io.cellos.model.NodeId;
import io.cellos.node.aws.testing.Ec2TestNode;
import io.cellos.node.aws.testing.TestGroup;
import io.cellos.node.health.NodeHealth.State;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Nodes as processes of their own that meet in a bucket, instances of an Auto Scaling group. */
@Tag("long")
class Ec2NodeTest {
  private static final URI SHARED = URI.create("s3://cell-os--test/test/shared?region=us-east-1");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path directory;
  private final Closer closer = new Closer();
  private Moto moto;
  private TestGroup group;
  private S3Store store;
  private NucleusStore nucleus;

  @BeforeEach
  void begin() {
    moto = closer.add(Moto.patched(directory));
    moto.control().holdTerminating(true);
    group = closer.add(TestGroup.create(moto, 3));
    S3Client client =
        closer.add(
            S3Client.builder()
                .endpointOverride(moto.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("testing", "testing")))
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    client.createBucket(create -> create.bucket("cell-os--test"));
    store = new S3Store(client, "cell-os--test", "test/shared");
    nucleus = new NucleusStore(store);
  }

  @AfterEach
  void end() {
    closer.close();
  }

  private Ec2TestNode start(NodeId id) throws IOException {
    return closer.add(Ec2TestNode.start(directory, moto, SHARED, id));
  }

  private void awaitReady(List<NodeId> nodes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(NodeHealths.read(store))
                  .containsAllEntriesOf(
                      nodes.stream().collect(Collectors.toMap(n -> n, n -> State.READY)));
              assertThat(members()).containsExactlyInAnyOrderElementsOf(nodes);
            });
  }

  private List<NodeId> members() throws IOException {
    return nucleus.ensemble().stream()
        .flatMap(ensemble -> ensemble.participants().stream())
        .map(Member::node)
        .toList();
  }

  @Test
  void aGroupFormsAndReplacesANodeThatIsTerminated() throws IOException {
    List<NodeId> three = group.instances();
    List<Ec2TestNode> nodes = new ArrayList<>();
    for (NodeId id : three) {
      nodes.add(start(id));
    }
    awaitReady(three);

    Ec2TestNode old = nodes.getFirst();
    group.replace(old.id());
    old.metadata().set("autoscaling/target-lifecycle-state", "Terminated");
    NodeId fresh =
        group.instances().stream().filter(id -> !three.contains(id)).findFirst().orElseThrow();
    assertThat(group.instances()).contains(old.id());
    start(fresh);
    List<NodeId> next = List.of(three.get(1), three.get(2), fresh);
    awaitReady(next);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(group.instances()).doesNotContain(old.id());
              assertThat(nucleus.registrations())
                  .extracting(Registration::node)
                  .containsExactlyInAnyOrderElementsOf(next);
            });
  }
}
