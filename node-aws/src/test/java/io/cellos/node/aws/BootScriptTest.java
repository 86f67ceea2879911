package io.cellos.node.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.testing.Moto;
import io.cellos.model.NodeId;
import io.cellos.node.aws.testing.BootMachine;
import io.cellos.node.aws.testing.FakeMetadata;
import io.cellos.node.aws.testing.TestGroup;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The boot script with a real node, a bucket and instance metadata; keys come from the role. */
@Tag("long")
class BootScriptTest {
  private static final String BUCKET = "cell-os--test";
  private static final String PROGRAM = "demo/program/0123456789abcdef/node.tar";
  private static final String ROLE = "iam/security-credentials/";

  @TempDir Path directory;
  private final Closer closer = new Closer();
  private final Map<String, String> environment = new HashMap<>();
  private final String ip = "127.%d.7.%d".formatted(random(100, 250), random(1, 250));
  private S3Client bucket;
  private NodeId node;

  private static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to);
  }

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    Moto moto = closer.add(Moto.patched(directory));
    node = closer.add(TestGroup.create(moto, 1)).instances().getFirst();
    FakeMetadata metadata = closer.add(FakeMetadata.start());
    metadata.set("instance-id", node.value());
    metadata.set("local-ipv4", ip);
    metadata.set(ROLE, "demo-nucleus");
    metadata.set(
        ROLE + "demo-nucleus",
        """
        {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "ASIATESTING",
         "SecretAccessKey": "testing", "Token": "testing",
         "LastUpdated": "2026-01-01T00:00:00Z", "Expiration": "2036-01-01T00:00:00Z"}
        """);
    bucket =
        closer.add(
            S3Client.builder()
                .endpointOverride(moto.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("testing", "testing")))
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    bucket.createBucket(create -> create.bucket(BUCKET));
    bucket.putObject(put -> put.bucket(BUCKET).key(PROGRAM), program());
    environment.putAll(
        Map.of(
            "AWS_ENDPOINT_URL", moto.endpoint().toString(),
            "AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint().toString(),
            "CELL_NAME", "demo",
            "CELL_ROLE", "nucleus",
            "CELL_VERSION", "2.0.0",
            "CELL_REGION", "us-east-1",
            "CELL_BUCKET", BUCKET,
            "CELL_PROGRAM", PROGRAM,
            "CELL_STACK", "demo-Nucleus"));
  }

  @AfterEach
  void end() {
    closer.close();
  }

  /** A program whose jar names the class path of this test. */
  private Path program() throws IOException, InterruptedException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).toURI().toString())
                .collect(Collectors.joining(" ")));
    Path lib = Files.createDirectories(directory.resolve("program/lib"));
    try (OutputStream out = Files.newOutputStream(lib.resolve("cell-os-node-aws-2.0.0.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.flush();
    }
    return tar("node.tar", "-cf", "lib");
  }

  private Path tar(String name, String how, String folder)
      throws IOException, InterruptedException {
    Path archive = directory.resolve(name);
    Process tar =
        new ProcessBuilder("tar", how, archive.toString(), "-C", directory + "/program", folder)
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }

  private BootMachine machine() throws IOException, InterruptedException {
    return closer.add(BootMachine.start(directory, environment));
  }

  @Test
  void makesANodeThatServesAndDoesNothingWhenRunAgain() throws IOException, InterruptedException {
    BootMachine machine = machine();
    assertThat(machine.boot()).startsWith("0 ").endsWith("node " + node + " is ready");
    assertThat(machine.calls())
        .containsExactly(
            "systemctl daemon-reload",
            "systemctl enable cell-os-node.service",
            "systemctl restart cell-os-node.service",
            "cfn-signal --success true --stack demo-Nucleus --resource Group --region us-east-1");

    assertThat(machine.run("/usr/local/bin/zk-list-nodes")).isEqualTo("0 " + ip + ":2181");
    String status = "curl -sv localhost:8181/exhibitor/v1/cluster/status";
    assertThat(machine.run("/usr/local/bin/cell-node-shell", "-c", status))
        .startsWith("0 ")
        .contains("\"description\":\"serving\"", "\"hostname\":\"" + ip + "\"");
    assertThat(machine.run("bash", "-lc", status)).contains("\"isLeader\":true");
    assertThat(machine.run("/usr/local/bin/cell-node-shell", "-c", "pwd; echo $NODE_ID $CELL_ROLE"))
        .isEqualTo("0 /var/lib/cell-os\n" + node + " nucleus");
    assertThat(machine.run("stat", "-c", "%a", "/etc/cell-os/node.env")).isEqualTo("0 600");

    assertThat(machine.boot()).startsWith("0 ");
    assertThat(machine.calls()).contains("systemctl start cell-os-node.service").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void logsAreSentUnlessTheNodeHasKeysInsteadOfARole(boolean keys)
      throws IOException, InterruptedException {
    environment.put("CELL_LOG_GROUP", "/cell-os/demo");
    environment.put("CELL_NODE_KEYS", String.valueOf(keys));
    Files.writeString(
        directory.resolve("credentials"),
        "[default]\naws_access_key_id = testing\naws_secret_access_key = testing\n");
    BootMachine machine = machine();
    String put = "mkdir -p /etc/cell-os; cp credentials /etc/cell-os";
    assertThat(machine.run("bash", "-c", put)).startsWith("0");
    assertThat(machine.boot()).startsWith("0 ");
    assertThat(machine.calls().contains("dnf install -y -q amazon-cloudwatch-agent"))
        .isNotEqualTo(keys);
  }

  @Test
  void tellsWhyTheNodeFailed() throws IOException, InterruptedException {
    Path module = Files.createDirectories(directory.resolve("program/modules/bad"));
    Path script = Files.writeString(module.resolve("provision"), "#!/bin/sh\necho no disk; exit 3");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    bucket.putObject(
        put -> put.bucket(BUCKET).key("demo/seed/1.tar.gz"), tar("seed", "-czf", "modules"));
    environment.put("CELL_SEED_KEY", "demo/seed/1.tar.gz");
    environment.put("CELL_MODULES", "bad");
    BootMachine machine = machine();
    assertThat(machine.boot()).startsWith("1 ");
    assertThat(machine.calls().getLast())
        .startsWith("cfn-signal --success false --reason " + node + ": bad.provision failed")
        .contains("no disk");
  }

  @Test
  void tellsWhatOfTheBootFailed() throws IOException, InterruptedException {
    environment.put("CELL_ROLE", "");
    BootMachine machine = machine();
    assertThat(machine.boot()).startsWith("1 ").contains("CELL_ROLE");
  }

  @Test
  void isNotTheNodeThatItsImageWasMadeOf() throws IOException, InterruptedException {
    BootMachine machine = machine();
    String old = "mkdir -p /var/lib/cell-os/zookeeper; echo i-00000000 >/var/lib/cell-os/node-id";
    assertThat(machine.run("bash", "-c", old)).startsWith("0");
    assertThat(machine.boot()).startsWith("0 ");
    assertThat(machine.run("cat", "/var/lib/cell-os/node-id")).isEqualTo("0 " + node);
    assertThat(machine.calls()).first().isEqualTo("systemctl stop cell-os-node.service");
  }
}
