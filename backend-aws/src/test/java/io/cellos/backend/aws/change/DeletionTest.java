package io.cellos.backend.aws.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.testing.MotoRegion;
import io.cellos.backend.aws.testing.SmallCell;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

class DeletionTest {
  private static final String ACCOUNT = "123456789012";
  private static final Duration PAUSE = Duration.ofMillis(20);

  @TempDir static Path directory;
  static MotoRegion moto;
  private final List<String> notices = new ArrayList<>();

  @BeforeAll
  static void start() {
    moto = MotoRegion.start(directory);
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @AfterEach
  void mend() {
    moto.control().resetFaults();
  }

  @Test
  void aCellGoesWithEverythingThatItHad() throws IOException {
    create("whole", Map.of("NucleusSize", "3"));
    moto.clients()
        .cloudFormation()
        .updateTerminationProtection(b -> b.stackName("whole").enableTerminationProtection(true));
    extras("whole");

    delete("whole");

    assertThat(CellStack.find(moto.clients(), CellName.parse("whole"))).isEmpty();
    assertThat(buckets()).doesNotContain(ownBucket("whole"));
    assertThat(moto.clients().ec2().describeKeyPairs().keyPairs())
        .noneMatch(key -> key.keyName().equals("cell-os--whole"));
    assertThat(moto.home().resolve("generated/whole")).doesNotExist();
    assertThat(notices).contains("protection lifted", "removed: Nucleus", "stack whole is gone");
    assertThat(notices.getLast()).startsWith("nothing is left of cell whole");
    assertThatThrownBy(() -> delete("whole"))
        .isInstanceOfSatisfying(
            CellException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_SUCH_CELL));
  }

  @Test
  void aStoppedDeleteNamesTheCulpritAndIsContinued() {
    create("stuck", Map.of());
    moto.control().deleteFails("Subnet", "subnet-1 has dependencies and cannot be deleted");

    assertThatThrownBy(() -> delete("stuck"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("Subnet (AWS::EC2::Subnet)")
        .hasMessageContaining("has dependencies");
    assertThat(buckets()).as("what one may want to look at").contains(ownBucket("stuck"));

    moto.control().deleteWorks("Subnet");
    delete("stuck");

    assertThat(buckets()).doesNotContain(ownBucket("stuck"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudformation:DeleteStack",
        "s3:ListObjectVersions",
        "s3:DeleteObjects",
        "s3:DeleteBucket",
        "ec2:DescribeKeyPairs",
        "ec2:DescribeManagedPrefixLists"
      })
  void itGoesOnWhereverItWasInterrupted(String action) throws IOException {
    create("cut", Map.of());
    extras("cut");
    moto.control().faults(action, "AccessDenied", 403, 1);

    assertThatThrownBy(() -> delete("cut")).isInstanceOf(CellException.class);
    moto.control().resetFaults();
    delete("cut");

    assertThat(new Leftovers(moto.clients(), CellName.parse("cut")).find()).isEmpty();
    assertThat(buckets()).doesNotContain(ownBucket("cut"));
    assertThat(moto.home().resolve("generated/cut")).doesNotExist();
  }

  @Test
  void aBucketOfTheUserStaysWithAllElseInIt() {
    SmallCell.create(moto.clients(), "guest", "mine", Map.of());
    put("mine", "guest/shared/health/i-0/ready");
    put("mine", "guests/other");

    delete("guest"); // no setting names the bucket: the stack does

    assertThat(objects("mine")).containsExactly("guests/other");
  }

  @Test
  void theBucketOfTheUserIsFoundAfterTheStackIsGone() {
    SmallCell cell = SmallCell.create(moto.clients(), "late", "mine-too", Map.of());
    put("mine-too", "late/shared/status/i-0");
    String stack = cell.stack().id();
    moto.clients().cloudFormation().deleteStack(b -> b.stackName(stack));
    cell.awaitGone();

    delete("late");

    assertThat(objects("mine-too")).isEmpty();
  }

  @Test
  void aCreateThatNeverReachedTheStackIsCleanedUp() throws IOException {
    moto.clients().s3().createBucket(b -> b.bucket(ownBucket("early")));
    put(ownBucket("early"), "early/program/0/node.tar");
    extras("early");

    delete("early");

    assertThat(buckets()).doesNotContain(ownBucket("early"));
    assertThat(moto.home().resolve("generated/early")).doesNotExist();
  }

  @Test
  void aDeleteThatRunsIsJoined() {
    create("joined", Map.of());
    moto.clients().cloudFormation().deleteStack(b -> b.stackName("joined"));

    delete("joined");

    assertThat(buckets()).doesNotContain(ownBucket("joined"));
  }

  @Test
  void stacksOfOthersAreRefused() {
    moto.clients()
        .cloudFormation()
        .createStack(
            b ->
                b.stackName("others")
                    .templateBody("{\"Resources\":{\"Logs\":{\"Type\":\"AWS::Logs::LogGroup\"}}}"));

    assertThatThrownBy(() -> delete("others")).hasMessageContaining("not a cell's");
    assertThat(moto.clients().cloudFormation().describeStacks(b -> b.stackName("others")).stacks())
        .hasSize(1);
  }

  @Test
  void whatIsLeftIsNamed() {
    create("dirty", Map.of());
    String volume =
        moto.clients()
            .ec2()
            .createVolume(
                b ->
                    b.size(1)
                        .availabilityZone("us-east-1a")
                        .tagSpecifications(ofCell(ResourceType.VOLUME, "dirty")))
            .volumeId();

    assertThatThrownBy(() -> delete("dirty"))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("of cell dirty is left: volume " + volume);
  }

  private void delete(String name) {
    new Deletion(moto.clients(), PAUSE, Duration.ofSeconds(1))
        .run(CellName.parse(name), notices::add);
  }

  /** With a bucket of its own, versioned. */
  private static void create(String name, Map<String, String> parameters) {
    String bucket = ownBucket(name);
    SmallCell.create(moto.clients(), name, bucket, parameters);
    moto.clients()
        .s3()
        .putBucketVersioning(
            b ->
                b.bucket(bucket)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    put(bucket, name + "/shared/status/i-0");
    put(bucket, name + "/shared/status/i-0");
    moto.clients().s3().deleteObject(b -> b.bucket(bucket).key(name + "/shared/status/i-0"));
  }

  private static String ownBucket(String name) {
    return CellBucket.of(moto.clients(), CellName.parse(name), ACCOUNT).name();
  }

  private static void put(String bucket, String key) {
    moto.clients().s3().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString("text"));
  }

  private static List<String> objects(String bucket) {
    return moto.clients().s3().listObjectsV2(b -> b.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** What only the command makes. */
  private static void extras(String name) throws IOException {
    moto.clients().ec2().createKeyPair(b -> b.keyName("cell-os--" + name));
    moto.clients()
        .ec2()
        .createManagedPrefixList(
            b ->
                b.prefixListName(name + "-allowed")
                    .addressFamily("IPv4")
                    .maxEntries(1)
                    .tagSpecifications(ofCell(ResourceType.PREFIX_LIST, name)));
    Path files = Files.createDirectories(moto.home().resolve("generated").resolve(name));
    Files.writeString(files.resolve("key.pem"), "secret");
  }

  private static TagSpecification ofCell(ResourceType type, String name) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("cell").value(name).build())
        .build();
  }

  private static List<String> buckets() {
    return moto.clients().s3().listBuckets().buckets().stream().map(Bucket::name).toList();
  }
}
