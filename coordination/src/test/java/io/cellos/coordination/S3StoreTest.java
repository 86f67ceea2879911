package io.cellos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.testing.Moto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest extends SharedStoreContract {
  private static final String BUCKET = "cell-os--test";
  private static Map<String, String> properties;
  private static Moto moto;
  private static S3Client client;
  private final String prefix = "test-" + UUID.randomUUID() + "/shared";

  @BeforeAll
  static void start(@TempDir Path motoDirectory) {
    moto = Moto.plain(motoDirectory);
    properties =
        Map.of(
            "aws.endpointUrl", moto.endpoint().toString(),
            "aws.accessKeyId", "testing",
            "aws.secretAccessKey", "testing");
    properties.forEach(System::setProperty);
    client =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    client.createBucket(create -> create.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      properties.keySet().forEach(System::clearProperty);
      client.close();
      moto.close();
    }
  }

  @Override
  SharedStore open() {
    return new S3Store(client, BUCKET, prefix);
  }

  @Override
  URI address() {
    return URI.create("s3://" + BUCKET + "/" + prefix + "?region=us-east-1");
  }

  @Override
  int rounds() {
    return 10;
  }

  @Test
  void listsMoreThanOnePage() throws IOException {
    SharedStore store = open();
    for (int i = 0; i < 1010; i++) {
      store.put("health/%04d/ready".formatted(i), new byte[0]);
    }
    assertThat(store.list("health"))
        .hasSize(1010)
        .startsWith("health/0000/ready")
        .endsWith("health/1009/ready");
  }

  @Test
  void onlyItsOwnPartOfTheBucket() throws IOException {
    open().put("k/a", bytes("x"));
    assertThat(new S3Store(client, BUCKET, "another").list("k")).isEmpty();
    assertThat(client.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents())
        .singleElement()
        .satisfies(object -> assertThat(object.key()).isEqualTo(prefix + "/k/a"));
  }

  @Test
  void saysWhatIsWrongWithTheBucket() {
    SharedStore store = new S3Store(client, "nobody-has-this", "shared");
    assertThatThrownBy(() -> store.get("k"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://nobody-has-this/shared/k: ")
        .hasMessageContaining("bucket does not exist");
    assertThatThrownBy(() -> store.compareAndSwap("k", Optional.empty(), bytes("x")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.list("k")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.put("k", bytes("x"))).isInstanceOf(IOException.class);
  }
}
