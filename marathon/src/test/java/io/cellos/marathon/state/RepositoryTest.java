package io.cellos.marathon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.coordination.zookeeper.LeaderElection;
import io.cellos.coordination.zookeeper.NotLeaderException;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Planner;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.queue.Backoff.Delay;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the next leader finds. */
final class RepositoryTest extends StateInZooKeeper {
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
  void whoIsChosenToGoIsPartOfADeployment() throws IOException, InterruptedException {
    AppDefinition three = app("/a", 3, 10);
    AppDefinition two =
        app("/a", 2, 10).withVersionInfo(three.versionInfo().scaled(Timestamp.ofMillis(20)));
    String chosen = running(three).id().toString();
    DeploymentPlan plan =
        Planner.plan(
            "d-1",
            root(10, three),
            root(20, two),
            Timestamp.ofMillis(20),
            Map.of(two.id(), List.of(chosen)));
    assertThat(plan.steps().toString()).contains(chosen);
    loaded(50)
        .write(
            List.of(
                new MarathonEffect.SaveRoot(root(10, three)),
                new MarathonEffect.SaveDeployment(plan)));
    assertThat(reload().deployments().getFirst().steps().toString()).contains(chosen);
  }

  @Test
  void delaysAndRolesAreKeptUntilTheyAreOver() throws IOException, InterruptedException {
    AppId app = AppId.parse("/prod/a");
    Map<Timestamp, Delay> delays =
        Map.of(
            Timestamp.ofMillis(1),
            new Delay(Timestamp.ofMillis(5000), Duration.ofSeconds(4)),
            Timestamp.ofMillis(2),
            new Delay(Timestamp.ofMillis(9000), Duration.ofSeconds(8)));
    Repository repository = loaded(50);
    repository.write(
        List.of(
            new MarathonEffect.SaveDelays(app, delays),
            new MarathonEffect.SaveRoles(Set.of("dev", "data"))));
    assertThat(reload().delays()).isEqualTo(Map.of(app, delays));
    assertThat(reload().roles()).containsExactlyInAnyOrder("dev", "data");
    repository.write(
        List.of(
            new MarathonEffect.SaveDelays(app, Map.of()), new MarathonEffect.ForgetFailure(app)));
    assertThat(reload().delays()).isEmpty();
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
  void aChangeWithoutAnotherVersionIsStored() throws IOException, InterruptedException {
    Repository repository = loaded(50);
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app("/a", 1, 1)))));
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app("/a", 5, 1)))));
    assertThat(reload().root().app(AppId.parse("/a")).orElseThrow().instances()).isEqualTo(5);
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
