package io.cellos.marathon.state;

import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.junit.jupiter.api.io.TempDir;

/** A real ZooKeeper with a place of its own for each test, and what is put there. */
abstract class StateInZooKeeper {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger ROOTS = new AtomicInteger();
  static final FrameworkID FRAMEWORK = FrameworkID.newBuilder().setValue("f-1").build();

  @TempDir private static Path directory;
  private static TestZooKeeper zookeeper;
  private static ZooKeeperSession session;
  String root;

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    zookeeper = TestZooKeeper.start(directory);
    session = session();
  }

  static ZooKeeperSession session() throws IOException {
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

  /** How many requests ZooKeeper has got so far. */
  static long requests() throws IOException {
    return zookeeper.requests();
  }

  StateStore store() {
    return StateStore.below(session, root);
  }

  Repository loaded(int versions) throws IOException, InterruptedException {
    Repository repository = new Repository(store(), versions);
    repository.load();
    return repository;
  }

  Stored reload() throws IOException, InterruptedException {
    return new Repository(store(), 50).load();
  }

  static AppDefinition app(String id, int instances, long version) {
    return Specs.app(id)
        .instances(instances)
        .made()
        .withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(version)));
  }

  static Group root(long version, AppDefinition... apps) {
    GroupTree tree = new GroupTree(Group.empty(AppId.ROOT, Timestamp.ofMillis(version)), false);
    for (AppDefinition app : apps) {
      tree = tree.putApp(app, Timestamp.ofMillis(version));
    }
    return tree.root();
  }

  static Instance running(AppDefinition app) {
    InstanceId id = InstanceId.of(app.id(), UUID.randomUUID().toString());
    TaskId task = TaskId.ofApp(id);
    Timestamp time = Timestamp.ofMillis(1234);
    return new Instance(
        id,
        app,
        app.role(),
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
}
