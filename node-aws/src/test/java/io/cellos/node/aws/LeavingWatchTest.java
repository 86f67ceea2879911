package io.cellos.node.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.base.testing.Moto;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.node.aws.testing.FakeMetadata;
import io.cellos.node.aws.testing.TestGroup;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeavingWatchTest {
  private static final String ENDPOINT = "aws.ec2MetadataServiceEndpoint";
  private static final String TARGET = "autoscaling/target-lifecycle-state";
  private static Moto moto;

  @TempDir Path directory;
  private FakeMetadata instance;
  private InstanceMetadata metadata;
  private DirectoryStore store;
  private NucleusStore nucleus;
  private TestGroup group;
  private NodeId self;
  private final AtomicInteger drained = new AtomicInteger();

  @BeforeAll
  static void start(@TempDir Path motoDirectory) {
    moto = Moto.patched(motoDirectory);
    moto.control().holdTerminating(true);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    store = DirectoryStore.open(directory.resolve("shared"));
    nucleus = new NucleusStore(store);
    instance = FakeMetadata.start();
    instance.set(TARGET, "InService");
    System.setProperty(ENDPOINT, instance.endpoint().toString());
    metadata = new InstanceMetadata();
    group = TestGroup.create(moto, 3);
    self = group.instances().getFirst();
    moto.control().resetCalls();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    System.clearProperty(ENDPOINT);
    metadata.close();
    instance.close();
    group.close();
  }

  private LeavingWatch watch(LeavingWatch.Work work) {
    return watch(Optional.of(nucleus), work);
  }

  private LeavingWatch watch(Optional<NucleusStore> nucleus, LeavingWatch.Work work) {
    return new LeavingWatch(self, metadata, new InstanceGroup(group.client(), self), nucleus, work);
  }

  private void form(NodeId... nodes) throws IOException, InterruptedException {
    List<Member> members =
        Arrays.stream(nodes)
            .map(n -> new Member(1, n, "10.0.0.1", Member.Kind.PARTICIPANT))
            .toList();
    nucleus.register(new Registration(self, "10.0.0.1", Instant.EPOCH));
    nucleus.replace(nucleus.seen(), new Ensemble(1, 1, 0, 4, null, members));
  }

  private void terminate() throws IOException, InterruptedException {
    group.replace(self);
    instance.set(TARGET, "Terminated");
  }

  private static int calls(String action) {
    Map<String, Integer> calls = moto.control().callCounts();
    return calls.getOrDefault("autoscaling:" + action, 0);
  }

  @Test
  void staysWhileItShallServe() throws IOException, InterruptedException {
    watch(drained::incrementAndGet).once();
    assertThat(drained).hasValue(0);
    assertThat(moto.control().callCounts().keySet()).noneMatch(call -> call.contains("Lifecycle"));
  }

  @Test
  void aBodyNodeGivesAwayItsWorkAndLeaves() throws IOException, InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    nucleus.register(new Registration(self, "10.0.0.1", Instant.EPOCH));
    LeavingWatch watch = watch(Optional.empty(), done::await);
    terminate();
    watch.once();
    watch.once();
    assertThat(group.instances()).contains(self);
    assertThat(calls("RecordLifecycleActionHeartbeat")).isEqualTo(1);
    done.countDown();
    await()
        .untilAsserted(
            () -> {
              watch.once();
              assertThat(group.instances()).doesNotContain(self);
            });
    assertThat(nucleus.registrations()).as("not a body's to touch").hasSize(1);
  }

  @Test
  void aMemberHoldsItsInstanceUntilTheEnsembleGoesOnWithoutIt()
      throws IOException, InterruptedException {
    form(self);
    LeavingWatch watch = watch(drained::incrementAndGet);
    terminate();
    watch.once();
    await().until(() -> drained.get() == 1);
    for (int i = 0; i < 3; i++) {
      watch.once();
    }
    assertThat(group.instances()).contains(self);
    assertThat(calls("RecordLifecycleActionHeartbeat")).isEqualTo(1);
    assertThat(calls("CompleteLifecycleAction")).isZero();

    form(NodeId.parse("i-0123456789abcdef0"));
    await()
        .untilAsserted(
            () -> {
              watch.once();
              assertThat(group.instances()).doesNotContain(self);
            });
    assertThat(nucleus.registrations()).isEmpty();
    assertThat(drained).hasValue(1);
  }

  @Test
  void whenTheWholeGroupGoesNobodyHolds() throws IOException, InterruptedException {
    form(self);
    LeavingWatch watch = watch(drained::incrementAndGet);
    group.desire(0);
    instance.set(TARGET, "Terminated");
    await()
        .untilAsserted(
            () -> {
              watch.once();
              assertThat(group.instances()).doesNotContain(self);
            });
  }

  @Test
  void spotNoticeDrainsAtOnce() throws IOException, InterruptedException {
    LeavingWatch watch = watch(drained::incrementAndGet);
    watch.once();
    instance.set("spot/instance-action", "{\"action\":\"terminate\"}");
    watch.once();
    await().until(() -> drained.get() == 1);
    watch.once();
    assertThat(group.instances()).contains(self);
    assertThat(drained).hasValue(1);
  }

  @Test
  void rebalanceRecommendationDrainsToo() throws IOException, InterruptedException {
    instance.set("events/recommendations/rebalance", "{}");
    watch(drained::incrementAndGet).once();
    await().until(() -> drained.get() == 1);
  }

  @Test
  void workThatCanNotBeGivenAwayDoesNotKeepTheInstance() throws IOException, InterruptedException {
    LeavingWatch watch =
        watch(
            () -> {
              throw new IOException("nobody takes it");
            });
    terminate();
    await()
        .untilAsserted(
            () -> {
              watch.once();
              assertThat(group.instances()).doesNotContain(self);
            });
  }

  @Test
  void saysWhyTheInstanceCanNotBeAsked() throws IOException, InterruptedException {
    instance.close();
    assertThatThrownBy(watch(drained::incrementAndGet)::once)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("instance metadata " + TARGET);
    assertThat(drained).hasValue(0);
  }
}
