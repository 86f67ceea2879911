package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done for each event must not grow with how much there is. */
class GrowthTest {
  /** Far more than needed, far less than if every event looked at every instance. */
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void oneAppOfMany(int instances) {
    World world = new World();
    for (int i = 0; i < 100; i++) {
      world.mesos.agent("a" + i, instances / 50.0);
    }
    world.subscribe();
    long start = System.nanoTime();
    world.put(Specs.app("/a").instances(instances));
    world.pass(3);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a")).hasSize(instances);
    long scaled = System.nanoTime();
    world.put(Specs.app("/a").instances(instances).cmd("other"));
    world.pass(instances / 1000 + 10);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a")).hasSize(instances);
    long replaced = System.nanoTime();
    world.put(Specs.app("/a").instances(0).cmd("other"));
    world.pass(3);
    assertThat(world.mesos.tasks()).isEmpty();
    long end = System.nanoTime();
    System.out.println(
        "GROWTH "
            + instances
            + " up "
            + (scaled - start) / 1_000_000
            + " replaced "
            + (replaced - scaled) / 1_000_000
            + " down "
            + (end - replaced) / 1_000_000);
    assertThat(Duration.ofNanos(end - start)).isLessThan(ENOUGH);
  }

  @Test
  void manyApps() {
    World world = new World();
    for (int i = 0; i < 100; i++) {
      world.mesos.agent("a" + i, 200);
    }
    world.subscribe();
    long start = System.nanoTime();
    world.change(
        false,
        tree -> {
          GroupTree all = tree;
          for (int i = 0; i < 2000; i++) {
            all = all.putApp(Specs.app("/g" + i % 50 + "/a" + i).made(), Timestamp.ofMillis(i));
          }
          return all;
        });
    long asked = System.nanoTime();
    world.pass(3);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.mesos.tasks()).hasSize(2000);
    long end = System.nanoTime();
    System.out.println(
        "GROWTH apps asked " + (asked - start) / 1_000_000 + " run " + (end - asked) / 1_000_000);
    assertThat(Duration.ofNanos(end - start)).isLessThan(ENOUGH);
  }
}
