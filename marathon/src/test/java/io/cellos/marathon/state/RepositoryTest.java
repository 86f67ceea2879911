package io.cellos.marathon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.coordination.zookeeper.LeaderElection;
import io.cellos.coordination.zookeeper.NotLeaderException;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEffect.Durable;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Planner;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State in a real ZooKeeper. */
final class RepositoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger ROOTS = new AtomicInteger();
  private static final FrameworkID FRAMEWORK = FrameworkID.newBuilder().setValue("f-1").build();

  @TempDir private static Path directory;
  private static TestZooKeeper zookeeper;
  private static ZooKeeperSession session;
  private String root;

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    zookeeper = TestZooKeeper.start(directory);
    session = session();
  }

  private static ZooKeeperSession session() throws IOException {
    return ZooKeeperSession.open(
        ZkSource.parse(zookeeper.url("/marathon")), ZooKeeperSession.USUAL_TIMEOUT);
  }

  @AfterAll
  static void end() {
    session.close();
    zookeeper.close();
  }

  @BeforeEach
  void anotherPlace() {
    root = "/marathon/state" + ROOTS.incrementAndGet();
  }

  private StateStore store() {
    return StateStore.below(session, root);
  }

  private Repository loaded(int versions) throws IOException, InterruptedException {
    Repository repository = new Repository(store(), versions);
    repository.load();
    return repository;
  }

  private Stored reload() throws IOException, InterruptedException {
    return new Repository(store(), 50).load();
  }

  private static AppDefinition app(String id, int instances, long version) {
    return Specs.app(id)
        .instances(instances)
        .made()
        .withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(version)));
  }

  private static Group root(long version, AppDefinition... apps) {
    GroupTree tree = new GroupTree(Group.empty(AppId.ROOT, Timestamp.ofMillis(version)), false);
    for (AppDefinition app : apps) {
      tree = tree.putApp(app, Timestamp.ofMillis(version));
    }
    return tree.root();
  }

  private static Instance running(AppDefinition app) {
    InstanceId id = InstanceId.of(app.id(), UUID.randomUUID().toString());
    TaskId task = TaskId.ofApp(id);
    Timestamp time = Timestamp.ofMillis(1234);
    return new Instance(
        id,
        app,
        Goal.STOPPED,
        Condition.RUNNING,
        time,
        Optional.of(time),
        Optional.of(
            new Place(
                "host-1",
                "S1",
                Optional.of("region"),
                Optional.empty(),
                List.of(
                    Attribute.newBuilder()
                        .setName("rack")
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue("r1"))
                        .build()))),
        Map.of(
            task,
            new Task(
                task,
                Condition.RUNNING,
                time,
                Optional.of(time),
                Optional.of(
                    TaskStatus.newBuilder()
                        .setTaskId(
                            org.apache.mesos.v1.Protos.TaskID.newBuilder()
                                .setValue(task.toString()))
                        .setState(TaskState.TASK_RUNNING)
                        .setHealthy(true)
                        .build()),
                List.of(31000, 31001))),
        List.of(new LocalVolume("a#data#" + UUID.randomUUID())),
        Optional.empty(),
        true);
  }

  @Test
  void withoutALeaderBeforeThereIsNothing() throws IOException, InterruptedException {
    Stored stored = reload();
    assertThat(stored.root()).isEqualTo(Group.empty(AppId.ROOT, Timestamp.ZERO));
    assertThat(stored.framework()).isEmpty();
    assertThat(stored.instances()).isEmpty();
  }

  @Test
  void theNextLeaderFindsEverything() throws IOException, InterruptedException {
    AppDefinition one = app("/prod/db/one", 2, 20);
    AppDefinition two = app("/two", 1, 20);
    Group before = root(10);
    Group after =
        new GroupTree(root(20, one, two), false)
            .putDependencies(AppId.parse("/prod"), Set.of(two.id()), Timestamp.ofMillis(20))
            .putEnforceRole(AppId.parse("/prod"), true)
            .root();
    DeploymentPlan plan =
        Planner.plan(UUID.randomUUID().toString(), before, after, Timestamp.ofMillis(20), Map.of());
    Instance instance = running(one);
    TaskFailure failure =
        new TaskFailure(
            one.id(),
            TaskId.ofApp(instance.id()),
            "TASK_FAILED",
            "oh",
            "h",
            "S1",
            Timestamp.ofMillis(20),
            Timestamp.ofMillis(30));
    loaded(50)
        .write(
            List.of(
                new MarathonEffect.SaveFramework(FRAMEWORK),
                new MarathonEffect.SaveRoot(after),
                new MarathonEffect.SaveDeployment(plan),
                new MarathonEffect.SaveInstance(instance),
                new MarathonEffect.SaveFailure(failure)));
    Stored stored = reload();
    assertThat(stored.framework()).contains(FRAMEWORK);
    assertThat(stored.root()).isEqualTo(after);
    assertThat(stored.instances()).containsExactly(instance);
    assertThat(stored.instances().getFirst().spec())
        .isSameAs(stored.root().runSpec(one.id()).orElseThrow());
    assertThat(stored.deployments()).containsExactly(plan);
    assertThat(stored.failures()).containsExactly(failure);
  }

  @Test
  void whatIsForgottenIsGone() throws IOException, InterruptedException {
    AppDefinition app = app("/a", 1, 20);
    Instance instance = running(app);
    DeploymentPlan plan =
        Planner.plan("d-1", root(10), root(20, app), Timestamp.ofMillis(20), Map.of());
    Repository repository = loaded(50);
    repository.write(
        List.of(
            new MarathonEffect.SaveFramework(FRAMEWORK),
            new MarathonEffect.SaveInstance(instance),
            new MarathonEffect.SaveDeployment(plan)));
    repository.write(
        List.of(
            new MarathonEffect.SaveInstance(instance),
            new MarathonEffect.ForgetInstance(instance.id()),
            new MarathonEffect.ForgetDeployment(plan.id())));
    repository.forgetFramework();
    Stored stored = reload();
    assertThat(stored.instances()).isEmpty();
    assertThat(stored.deployments()).isEmpty();
    assertThat(stored.framework()).isEmpty();
  }

  @Test
  void instancesKeepTheVersionTheyWereLaunchedFrom() throws IOException, InterruptedException {
    AppDefinition old = app("/a", 1, 1);
    Repository repository = loaded(2);
    repository.write(
        List.of(
            new MarathonEffect.SaveRoot(root(1, old)),
            new MarathonEffect.SaveInstance(running(old))));
    for (int version = 2; version <= 6; version++) {
      repository.write(List.of(new MarathonEffect.SaveRoot(root(version, app("/a", 1, version)))));
    }
    assertThat(reload().instances().getFirst().spec()).isEqualTo(old);
    assertThat(repository.versions(old.id())).contains(old.version()).hasSize(3);
  }

  @Test
  void oldVersionsAreRemovedUnlessNeeded() throws IOException, InterruptedException {
    Repository repository = loaded(3);
    DeploymentPlan plan =
        Planner.plan(
            "d-1",
            root(1, app("/a", 1, 1)),
            root(2, app("/a", 1, 2)),
            Timestamp.ofMillis(2),
            Map.of());
    repository.write(List.of(new MarathonEffect.SaveDeployment(plan)));
    for (int version = 2; version <= 9; version++) {
      repository.write(List.of(new MarathonEffect.SaveRoot(root(version, app("/a", 1, version)))));
    }
    assertThat(repository.rootVersions().stream().map(Timestamp::millis))
        .containsExactly(9L, 2L, 1L);
    repository.write(List.of(new MarathonEffect.ForgetDeployment("d-1")));
    repository.write(List.of(new MarathonEffect.SaveRoot(root(10, app("/a", 1, 10)))));
    repository.write(List.of(new MarathonEffect.SaveRoot(root(11, app("/a", 1, 11)))));
    assertThat(repository.rootVersions().stream().map(Timestamp::millis))
        .containsExactly(11L, 10L, 9L);
    assertThat(store().list(Keys.ROOTS)).containsExactlyInAnyOrder("11", "10", "9");
    assertThat(store().list("specs")).containsExactlyInAnyOrder("a@11", "a@10", "a@9");
    for (int version = 12; version <= 14; version++) {
      repository.write(List.of(new MarathonEffect.SaveRoot(root(version))));
    }
    assertThat(store().list("specs")).isEmpty();
  }

  @Test
  void historyCanBeRead() throws IOException, InterruptedException {
    Repository repository = loaded(50);
    Group first = root(1, app("/g/a", 1, 1), app("/b", 1, 1));
    Group second = root(2, app("/g/a", 7, 2), app("/b", 1, 1));
    repository.write(List.of(new MarathonEffect.SaveRoot(first)));
    repository.write(List.of(new MarathonEffect.SaveRoot(second)));
    AppId a = AppId.parse("/g/a");
    assertThat(repository.versions(a))
        .containsExactly(Timestamp.ofMillis(2), Timestamp.ofMillis(1));
    assertThat(repository.spec(a, Timestamp.ofMillis(1))).contains(app("/g/a", 1, 1));
    assertThat(repository.spec(a, Timestamp.ofMillis(3))).isEmpty();
    assertThat(repository.root(Timestamp.ofMillis(1))).contains(first);
    assertThat(repository.root(Timestamp.ofMillis(2))).contains(second);
    assertThat(repository.versions(AppId.parse("/unknown"))).isEmpty();
  }

  @Test
  void oneChangeOfManyAppsWritesOneApp() throws IOException, InterruptedException {
    AppDefinition[] apps = new AppDefinition[500];
    for (int i = 0; i < apps.length; i++) {
      apps[i] = app("/g" + i % 10 + "/app-" + i, 1, 1);
    }
    Kept kept = new Kept(50);
    Batch first = Batch.of(List.of(new MarathonEffect.SaveRoot(root(1, apps))), kept, Map.of());
    assertThat(first.changes()).hasSize(502);
    apps[17] = app("/g7/app-17", 2, 2);
    Batch second =
        Batch.of(List.of(new MarathonEffect.SaveRoot(root(2, apps))), kept, first.current());
    assertThat(second.changes()).containsOnlyKeys("specs/g7_app-17@2", "roots/2", "root");
  }

  @Test
  void aChangeWithoutAnotherVersionIsStored() throws IOException, InterruptedException {
    Repository repository = loaded(50);
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app("/a", 1, 1)))));
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app("/a", 5, 1)))));
    assertThat(reload().root().app(AppId.parse("/a")).orElseThrow().instances()).isEqualTo(5);
  }

  @Test
  void aRootOfMoreThanAMegabyteIsWhole() throws IOException, InterruptedException {
    Random random = new Random(5);
    Map<AppId, Group> groups = new LinkedHashMap<>();
    for (int i = 0; i < 30_000; i++) {
      AppId id =
          AppId.parse("/" + word(random) + "-" + word(random) + "-" + word(random) + "-" + i);
      groups.put(id, Group.empty(id, Timestamp.ofMillis(1)));
    }
    Group big = Group.empty(AppId.ROOT, Timestamp.ofMillis(1)).withGroups(groups);
    Repository repository = loaded(1);
    repository.write(List.of(new MarathonEffect.SaveRoot(big)));
    assertThat(store().list(Parts.FOLDER).size()).isGreaterThan(1);
    assertThat(reload().root()).isEqualTo(big);
    store().put("parts/roots~1~beef~0", "lost".getBytes(StandardCharsets.UTF_8));
    reload();
    assertThat(store().list(Parts.FOLDER)).doesNotContain("roots~1~beef~0");
    repository.write(List.of(new MarathonEffect.SaveRoot(root(2))));
    assertThat(store().list(Parts.FOLDER)).isEmpty();
  }

  private static String word(Random random) {
    return Long.toString(random.nextLong() >>> 1, 36);
  }

  @Test
  void aBatchThatWasInterruptedIsFinished() throws IOException, InterruptedException {
    Group before = root(1, app("/a", 1, 1));
    Group after = root(2, app("/a", 9, 2));
    Repository repository = loaded(50);
    repository.write(List.of(new MarathonEffect.SaveRoot(before)));
    repository.write(
        List.of(
            new MarathonEffect.SaveDeployment(
                Planner.plan("d-1", before, after, Timestamp.ofMillis(2), Map.of()))));
    assertThat(reload().root()).isEqualTo(after);
  }

  @Test
  void manyInstancesLoadFast() throws IOException, InterruptedException {
    AppDefinition app = app("/many", 1, 1);
    Repository repository = loaded(50);
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app))));
    List<Durable> instances = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      instances.add(new MarathonEffect.SaveInstance(running(app)));
    }
    repository.write(instances);
    long begun = System.nanoTime();
    assertThat(reload().instances()).hasSize(5_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
  }

  @Test
  void whoLeadsNoMoreCannotWrite() throws IOException, InterruptedException {
    String place = root + "/leader";
    try (ZooKeeperSession own = session();
        LeaderElection election = elect(own, place)) {
      await().atMost(PATIENCE).until(election::isLeading);
      Repository repository = new Repository(store().writtenBy(election), 50);
      repository.load();
      repository.write(List.of(new MarathonEffect.SaveFramework(FRAMEWORK)));
      election.close();
      assertThatThrownBy(
              () ->
                  repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app("/a", 1, 1))))))
          .isInstanceOf(NotLeaderException.class);
    }
    assertThat(reload().root().hasRunSpecs()).isFalse();
  }

  private static LeaderElection elect(ZooKeeperSession own, String place) {
    return LeaderElection.join(
        own,
        place,
        new byte[0],
        json -> false,
        new LeaderElection.Contender() {
          @Override
          public void elected() {}

          @Override
          public void lost(String why) {}
        });
  }

  @Test
  void aNewerFormatIsRefused() throws IOException, InterruptedException {
    store().put("framework", new byte[] {9, 1, 2});
    assertThatThrownBy(this::reload)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("framework is not of format 1");
  }
}
