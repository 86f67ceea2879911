package io.cellos.backend.aws.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.AwsEndpoint;
import io.cellos.base.error.CellException;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;

/** On moto as it is published. */
class CellBucketTest {
  private static final CellName DEMO = new CellName("demo");

  @TempDir static Path directory;
  private static AwsEndpoint aws;

  @BeforeAll
  static void start() {
    aws = new AwsEndpoint(Moto.plain(directory), directory);
  }

  @AfterAll
  static void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  private static CellBucket bucket(AwsClients clients, String cell) {
    return CellBucket.of(clients, new CellName(cell), AwsEndpoint.ACCOUNT);
  }

  @Test
  void theOwnBucketIsPrivateEncryptedVersionedAndTagged() {
    try (AwsClients clients = aws.clients(Map.of())) {
      CellBucket bucket = bucket(clients, "demo");
      assertThat(bucket.name()).matches("cell-os--demo-[0-9a-f]{10}");
      assertThat(bucket.problem()).isEmpty();
      List<String> notices = new ArrayList<>();
      bucket.ensure("2.0.0", notices::add);
      bucket.ensure("2.0.0", notices::add);
      assertThat(notices).singleElement().asString().contains(bucket.name());
      String name = bucket.name();
      assertThat(
              aws.cli(
                  "s3api",
                  "get-public-access-block",
                  "--bucket",
                  name,
                  "--query",
                  "PublicAccessBlockConfiguration.*"))
          .isEqualTo("True\tTrue\tTrue\tTrue");
      assertThat(get("get-bucket-encryption", name)).contains("AES256");
      assertThat(get("get-bucket-versioning", name)).contains("Enabled");
      assertThat(get("get-bucket-ownership-controls", name)).contains("BucketOwnerEnforced");
      assertThat(get("get-bucket-tagging", name)).contains("cell\tdemo", "cell-os\t2.0.0");
      assertThat(get("get-bucket-lifecycle-configuration", name)).contains("old-versions");
    }
  }

  private static String get(String what, String name) {
    return aws.cli("s3api", what, "--bucket", name);
  }

  @Test
  void plainHttpIsRefusedByThePolicy() {
    try (AwsClients clients = aws.clients(Map.of())) {
      CellBucket bucket = bucket(clients, "tls");
      bucket.ensure("2.0.0", notice -> {}); // without the policy, for moto is reached by plain HTTP
      bucket.put("tls/x", RequestBody.fromString("x"));
      String policy =
          new BucketSetup(clients.s3(), bucket.name(), AwsEndpoint.ACCOUNT, Region.US_EAST_1)
              .onlyTls();
      aws.cli("s3api", "put-bucket-policy", "--bucket", bucket.name(), "--policy", policy);
      assertThat(get("get-bucket-policy", bucket.name())).contains("aws:SecureTransport");
      assertThatThrownBy(() -> bucket.has("tls/x"))
          .isInstanceOf(CellException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void outsideUsEast1TheBucketIsInTheCellsRegion() {
    try (AwsClients clients = aws.clients(Map.of("region", "eu-west-1"))) {
      CellBucket bucket = bucket(clients, "away");
      bucket.ensure("2.0.0", notice -> {});
      assertThat(get("get-bucket-location", bucket.name())).isEqualTo("eu-west-1");
      assertThat(bucket.url("a/b"))
          .isEqualTo("https://" + bucket.name() + ".s3.eu-west-1.amazonaws.com/a/b");
    }
  }

  @Test
  void theNameDependsOnAccountAndRegion() {
    assertThat(CellBucket.ownName(DEMO, "1", Region.US_EAST_1))
        .isNotEqualTo(CellBucket.ownName(DEMO, "2", Region.US_EAST_1))
        .isNotEqualTo(CellBucket.ownName(DEMO, "1", Region.EU_WEST_1))
        .hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void aGivenBucketMustExistInTheRegionAndIsLeftAlone() {
    try (AwsClients clients = aws.clients(Map.of("bucket", "mine-of-somebody"))) {
      CellBucket bucket = bucket(clients, "demo");
      assertThat(bucket.problem()).get().asString().contains("there is no bucket");
      aws.cli("s3", "mb", "s3://mine-of-somebody");
      assertThat(bucket.problem()).isEmpty();
      bucket.ensure("2.0.0", notice -> {});
      assertThatThrownBy(() -> get("get-bucket-tagging", "mine-of-somebody"))
          .hasMessageContaining("NoSuchTagSet");
      bucket.put("demo/x", RequestBody.fromString("x"));
      bucket.put("other/x", RequestBody.fromString("x"));
      assertThat(bucket.empty()).isEqualTo(1);
      assertThat(bucket.delete()).isFalse();
      assertThat(aws.cli("s3", "ls", "s3://mine-of-somebody", "--recursive"))
          .contains("other/x")
          .doesNotContain("demo/x");
    }
    try (AwsClients elsewhere =
        aws.clients(Map.of("bucket", "mine-of-somebody", "region", "eu-west-1"))) {
      assertThat(bucket(elsewhere, "demo").problem()).get().asString().contains("us-east-1");
    }
  }

  @Test
  void allVersionsAndMarkersGoPageByPage() {
    try (AwsClients clients = aws.clients(Map.of())) {
      CellBucket bucket = bucket(clients, "full");
      bucket.ensure("2.0.0", notice -> {});
      bucket.put("full/twice", RequestBody.fromString("1"));
      for (int i = 0; i < 1_003; i++) {
        bucket.put("full/shared/" + i, RequestBody.fromString("x"));
      }
      clients.s3().deleteObject(b -> b.bucket(bucket.name()).key("full/twice"));
      assertThatThrownBy(bucket::delete)
          .isInstanceOf(CellException.class)
          .hasMessageContaining("holds objects");
      assertThat(bucket.empty()).isEqualTo(1_005);
      assertThat(bucket.delete()).isTrue();
      assertThat(bucket.delete()).isFalse();
      assertThat(bucket.empty()).isZero();
    }
  }

  @Test
  void contentIsUploadedOnce() {
    try (AwsClients clients = aws.clients(Map.of())) {
      CellBucket bucket = bucket(clients, "once");
      bucket.ensure("2.0.0", notice -> {});
      byte[] content = "x".getBytes(StandardCharsets.UTF_8);
      assertThat(bucket.putIfMissing("once/a", content)).isTrue();
      assertThat(bucket.putIfMissing("once/a", content)).isFalse();
    }
  }
}
