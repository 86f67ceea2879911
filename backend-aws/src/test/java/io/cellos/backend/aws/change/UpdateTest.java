package io.cellos.backend.aws.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Program;
import io.cellos.backend.aws.bucket.Release;
import io.cellos.backend.aws.create.BakedImages;
import io.cellos.backend.aws.create.PrefixList;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.StackPhase;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.template.Templates;
import io.cellos.backend.aws.testing.MotoRegion;
import io.cellos.backend.aws.testing.SmallCell;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.s3.model.S3Object;

class UpdateTest {
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

  @Test
  void anUpdateShowsItsChangesKeepsSizesAndIsAppliedOrDiscarded() {
    SmallCell cell = create("change");
    new Scaling(moto.clients()).scale(cell.name(), Role.STATELESS_BODY, 4);
    cell.reportAll();

    Update update = prepare(cell, "nucleus=m7i.xlarge", Optional.empty());
    assertThat(update.lines()).anyMatch(line -> line.startsWith("Nucleus/LaunchTemplate"));
    update.discard();
    assertThat(changeSets(cell)).isZero();
    assertThat(cell.stack().parameter("NucleusInstanceType")).contains("m7g.large");

    Update again = prepare(cell, "nucleus=m7i.xlarge", Optional.empty());
    again.apply(notices::add);
    cell.await(stack -> stack.phase() == StackPhase.READY);

    CellStack stack = cell.stack();
    assertThat(stack.parameter("NucleusInstanceType")).contains("m7i.xlarge");
    assertThat(stack.parameter("StatelessBodySize")).contains("4");
    assertThat(stack.parameter("MembraneInstanceType")).as("kept").contains("m7g.large");
    assertThat(cell.nodes(Role.STATELESS_BODY)).hasSize(4);
    assertThat(notices).containsExactly("update of stack change begun");
  }

  @Test
  void nothingToChangeIsNoLinesAndLeavesNothing() {
    SmallCell cell = create("same");
    prepare(cell, "", Optional.empty()).apply(notices::add); // its templates get their keys
    cell.await(stack -> stack.phase() == StackPhase.READY);

    Update update = prepare(cell, "", Optional.empty());

    assertThat(update.lines()).isEmpty();
    assertThat(changeSets(cell)).isZero();
    update.apply(notices::add);
    update.discard();
  }

  @Test
  void aNucleusThatIsNotWholeIsNotTouched() {
    SmallCell cell = create("unsound");
    Update update = prepare(cell, "nucleus=m7i.xlarge", Optional.empty());

    cell.report(cell.nodes(Role.NUCLEUS).get(1), "unwell");

    assertThatThrownBy(() -> update.apply(notices::add))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("nucleus-2 is running, health unhealthy");
    assertThat(cell.stack().phase()).isEqualTo(StackPhase.READY);
    update.discard();
  }

  @Test
  void aNewSeedReplacesNoNode() throws IOException {
    SmallCell cell = create("seeded");
    List<CellDescription.Node> before = cell.nodes(Role.NUCLEUS);
    UserModule hello = module("hello", Set.of(Role.NUCLEUS, Role.MEMBRANE));

    new Seeding(moto.clients()).seed(cell.name(), List.of(hello), notices::add);

    String pointer = text(cell, "seed/current");
    assertThat(pointer.lines().skip(1))
        .containsExactly("nucleus=hello", "stateless-body=", "stateful-body=", "membrane=hello");
    String archive = pointer.lines().findFirst().orElseThrow().substring("key=".length());
    assertThat(keys(cell)).contains(archive);
    assertThat(cell.stack().phase()).isEqualTo(StackPhase.READY);
    assertThat(cell.nodes(Role.NUCLEUS)).isEqualTo(before);

    Update update = prepare(cell, "", Optional.of(List.of()));
    assertThat(update.lines()).first().isEqualTo("seed of nodes that boot from now on: no modules");
    update.apply(notices::add);
    assertThat(text(cell, "seed/current").lines()).startsWith("key=", "nucleus=");
  }

  @Test
  void networksOfAListThatIsThereChangeOnlyWhenTheUpdateIsApplied() {
    SmallCell cell = create("listed");
    CellChoices before = CellChoices.of(new Settings(Map.of("allowed-networks", "192.0.2.0/24")));
    new PrefixList(moto.clients(), cell.name(), before.allowedNetworks()).ensure(made -> {});
    prepare(cell, "", Optional.empty()).apply(notices::add);
    cell.await(stack -> stack.phase() == StackPhase.READY);

    prepare(cell, "", Optional.empty()).discard();
    assertThat(lists(cell)).as("of an update that does not care").hasSize(1);

    Map<String, String> others = Map.of("allowed-networks", "203.0.113.0/24");
    Update update = prepare(cell, others, Optional.empty());

    assertThat(update.lines())
        .contains("prefix list listed-allowed: 203.0.113.0/24 added, 192.0.2.0/24 removed");
    assertThat(networks(lists(cell).getFirst())).containsExactly("192.0.2.0/24");
    update.discard();
    assertThat(networks(lists(cell).getFirst())).containsExactly("192.0.2.0/24");

    prepare(cell, others, Optional.empty()).apply(notices::add);
    assertThat(networks(lists(cell).getFirst())).containsExactly("203.0.113.0/24");
  }

  @Test
  void aListThatIsMadeToPrepareGoesWithTheDiscardedUpdate() {
    SmallCell cell = create("unlisted");

    Update update = prepare(cell, Map.of("allowed-networks", "203.0.113.0/24"), Optional.empty());

    assertThat(update.lines()).contains("prefix list unlisted-allowed: 203.0.113.0/24 added");
    assertThat(lists(cell)).hasSize(1);
    update.discard();
    assertThat(lists(cell)).isEmpty();
  }

  @Test
  void anImageIsMadeOnceAndFoundAgain() {
    SmallCell cell = create("baked");
    Baking baking = new Baking(moto.clients(), Duration.ofMillis(20));
    assertThat(images("x86_64").newest()).isEmpty();

    String image = baking.bake(cell.name(), Role.STATELESS_BODY, notices::add);

    assertThat(images("x86_64").newest()).contains(image);
    assertThat(images("arm64").newest()).isEmpty();
    assertThat(notices.getLast()).contains("aws ec2 deregister-image --image-id " + image);
    assertThatThrownBy(() -> baking.bake(cell.name(), Role.NUCLEUS, notices::add))
        .hasMessageContaining("holds data");
  }

  /** Whole, of three nucleus nodes. */
  private static SmallCell create(String name) {
    SmallCell cell =
        SmallCell.create(moto.clients(), name, name + "-bucket", Map.of("NucleusSize", "3"));
    cell.reportAll();
    return cell;
  }

  private static BakedImages images(String architecture) {
    return new BakedImages(moto.clients(), "2.0.0", architecture);
  }

  private static Update prepare(
      SmallCell cell, String instanceTypes, Optional<List<UserModule>> modules) {
    return prepare(cell, Map.of("instance-type", instanceTypes), modules);
  }

  private static Update prepare(
      SmallCell cell, Map<String, String> settings, Optional<List<UserModule>> modules) {
    Release release =
        new Release(
            "2.0.0",
            new Templates(
                SmallCell.text("cell").getBytes(StandardCharsets.UTF_8),
                SmallCell.text("group").getBytes(StandardCharsets.UTF_8)),
            new Program(List.of(), new byte[0]));
    CellChoices choices = CellChoices.of(new Settings(settings));
    return Update.prepare(moto.clients(), cell.name(), release, choices, modules);
  }

  private static List<ManagedPrefixList> lists(SmallCell cell) {
    return moto.clients().ec2().describeManagedPrefixLists(all -> {}).prefixLists().stream()
        .filter(list -> list.prefixListName().equals(cell.name() + "-allowed"))
        .filter(list -> !list.stateAsString().startsWith("delete-"))
        .toList();
  }

  private static List<String> networks(ManagedPrefixList list) {
    return moto
        .clients()
        .ec2()
        .getManagedPrefixListEntries(b -> b.prefixListId(list.prefixListId()))
        .entries()
        .stream()
        .map(PrefixListEntry::cidr)
        .toList();
  }

  private static int changeSets(SmallCell cell) {
    return moto.clients()
        .cloudFormation()
        .listChangeSets(b -> b.stackName(cell.name().value()))
        .summaries()
        .size();
  }

  private static UserModule module(String name, Set<Role> roles) throws IOException {
    Path module = Files.createDirectories(directory.resolve("modules").resolve(name));
    Path provision = Files.writeString(module.resolve("provision"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(provision, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new UserModule(name, module.toString(), roles);
  }

  private static CellBucket bucket(SmallCell cell) {
    return StackBucket.of(moto.clients(), cell.stack());
  }

  private static String text(SmallCell cell, String below) {
    CellBucket bucket = bucket(cell);
    return moto.clients()
        .s3()
        .getObjectAsBytes(b -> b.bucket(bucket.name()).key(bucket.key(below)))
        .asUtf8String();
  }

  private static List<String> keys(SmallCell cell) {
    return moto.clients().s3().listObjectsV2(b -> b.bucket(bucket(cell).name())).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
