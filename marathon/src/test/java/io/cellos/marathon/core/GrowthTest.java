package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.Timestamp;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * What is done for each event must not grow with how much there is. The measure is memory that is
 * asked for: whoever goes through all instances makes lists of them, and unlike time this is the
 * same on every machine.
 */
class GrowthTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** More than this for four times as much is a list of all for each. */
  private static final double LINEAR = 4.7;

  /** How much more is done for four times as much: 4 if it grows in line, 16 if as its square. */
  private static double growth(int small, IntConsumer work) {
    work.accept(small / 4); // classes and caches come once
    double few = allocated(() -> work.accept(small));
    double many = allocated(() -> work.accept(4 * small));
    return many / few;
  }

  private static long allocated(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static World world(double cpus) {
    World world = new World();
    for (int i = 0; i < 20; i++) {
      world.mesos.agent("a" + i, cpus / 20);
    }
    world.subscribe();
    return world;
  }

  @Test
  void oneAppOfMany() {
    assertThat(growth(800, GrowthTest::startReplaceAndEnd)).isLessThan(LINEAR);
  }

  private static void startReplaceAndEnd(int instances) {
    World world = world(instances * 2.0);
    world.put(Specs.app("/a").instances(instances));
    world.pass(3);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a").size()).isEqualTo(instances);
    world.put(Specs.app("/a").instances(instances).cmd("other"));
    world.pass(instances / 1000 + 10);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a").size()).isEqualTo(instances);
    world.put(Specs.app("/a").instances(0).cmd("other"));
    world.pass(3);
    assertThat(world.mesos.tasks()).isEmpty();
  }

  /** Every one of them is ended in an event of its own, because another has become well. */
  @Test
  void aRestartWithoutRoomForMore() {
    assertThat(
            growth(
                800,
                instances -> {
                  World world = world(instances);
                  world.put(Specs.app("/a").instances(instances).upgrade(0.9, 0));
                  world.pass(3);
                  world.put(Specs.app("/a").instances(instances).upgrade(0.9, 0).cmd("other"));
                  world.pass(60);
                  assertThat(world.view().deployments()).isEmpty();
                  assertThat(world.running("/a").size()).isEqualTo(instances);
                }))
        .isLessThan(LINEAR);
  }

  @Test
  void aRestartOfWhatIsSpread() {
    assertThat(
            growth(
                800,
                instances -> {
                  World world = world(instances * 2.0);
                  world.put(spread(instances, "one"));
                  world.pass(20);
                  world.put(spread(instances, "two"));
                  world.pass(60);
                  assertThat(world.view().deployments()).isEmpty();
                  assertThat(world.running("/a").size()).isEqualTo(instances);
                  world.put(spread(instances / 2, "two"));
                  world.pass(3);
                  assertThat(world.running("/a").size()).isEqualTo(instances / 2);
                }))
        .isLessThan(LINEAR);
  }

  private static AppDefinition spread(int instances, String cmd) {
    return Edits.constraint(
        Specs.app("/a").instances(instances).cmd(cmd).made(),
        "hostname",
        Constraint.Operator.GROUP_BY);
  }

  @Test
  void manyThatWereChosenToGo() {
    assertThat(
            growth(
                400,
                instances -> {
                  World world = world(instances);
                  world.put(Specs.app("/a").instances(instances));
                  world.pass(3);
                  world.scaleAway("/a", world.running("/a").subList(0, instances / 2));
                  world.pass(3);
                  assertThat(world.running("/a").size()).isEqualTo(instances / 2);
                }))
        .isLessThan(LINEAR);
  }

  @Test
  void manyKilledByHand() {
    assertThat(
            growth(
                400,
                instances -> {
                  World world = world(instances);
                  world.put(Specs.app("/a").instances(instances));
                  world.pass(3);
                  List<InstanceId> all = world.running("/a").stream().map(Instance::id).toList();
                  world.ask(call -> new MarathonEvent.Kill(call, all, false));
                  world.pass(5);
                  assertThat(world.running("/a").size()).isEqualTo(instances);
                }))
        .isLessThan(LINEAR);
  }

  @Test
  void manyApps() {
    assertThat(
            growth(
                400,
                apps -> {
                  World world = world(apps * 2.0);
                  world.change(
                      false,
                      tree -> {
                        GroupTree all = tree;
                        for (int i = 0; i < apps; i++) {
                          all =
                              all.putApp(
                                  Specs.app("/g" + i % 50 + "/a" + i).made(),
                                  Timestamp.ofMillis(i));
                        }
                        return all;
                      });
                  world.pass(3);
                  assertThat(world.view().deployments()).isEmpty();
                  assertThat(world.view().instancesOf(AppId.parse("/g0/a0"))).hasSize(1);
                  assertThat(world.mesos.tasks().size()).isEqualTo(apps);
                }))
        .isLessThan(LINEAR);
  }
}
