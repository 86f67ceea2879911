package io.cellos.marathon.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEffect.Durable;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Planner;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and how much it can be. */
final class RepositoryGrowthTest extends StateInZooKeeper {
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
  void manyInstancesAreReadManyAtOnce() throws IOException, InterruptedException {
    AppDefinition app = app("/many", 1, 1);
    Repository repository = loaded(50);
    repository.write(List.of(new MarathonEffect.SaveRoot(root(1, app))));
    List<Durable> instances = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      instances.add(new MarathonEffect.SaveInstance(running(app)));
    }
    repository.write(instances);
    long before = requests();
    assertThat(reload().instances()).hasSize(5_000);
    assertThat(requests() - before).isLessThan(150); // 50, those of all else, and heartbeats
  }
}
