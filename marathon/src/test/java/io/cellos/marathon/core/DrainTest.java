package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.model.AppId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final World world = new World();

  DrainTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  private void leaving(String... agents) {
    world.on(new MarathonEvent.Leaving(Set.of(agents)));
  }

  private void well(Instance instance) {
    world.on(
        new MarathonEvent.HealthChecked(
            instance.tasks().keySet().iterator().next(), Edits.TCP, Optional.empty()));
  }

  @Test
  void replacementsAreWellBeforeTheOthersEnd() {
    world.put(Edits.checked(Specs.app("/a").instances(2).made()));
    world.settle();
    world.running("/a").forEach(this::well);
    world.mesos.agent("a2", 10);
    leaving("a1");
    world.pass(5);
    assertThat(world.mesos.tasksOn("a1")).hasSize(2);
    assertThat(world.mesos.tasksOn("a2")).hasSize(2);
    world.running("/a").stream()
        .filter(one -> one.place().orElseThrow().agentId().equals("a2"))
        .findFirst()
        .ifPresent(this::well);
    world.settle();
    assertThat(world.mesos.tasksOn("a1")).hasSize(1);
    world.running("/a").forEach(this::well);
    world.settle();
    assertThat(world.mesos.tasksOn("a1")).isEmpty();
    assertThat(world.running("/a")).hasSize(2);
    world.pass(30);
    assertThat(world.mesos.tasks()).hasSize(2);
  }

  @Test
  void withoutRoomElsewhereNothingEnds() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    leaving("a1");
    world.pass(5);
    assertThat(world.running("/a")).hasSize(2);
    assertThat(world.view().queue().get(AppId.parse("/a")).last())
        .containsOnlyKeys(Reason.AGENT_UNDERGOING_MAINTENANCE);
    leaving();
    world.pass(5);
    assertThat(world.running("/a")).hasSize(2);
    assertThat(world.mesos.tasks()).hasSize(2);
    assertThat(world.view().queue()).isEmpty();
  }

  @Test
  void ofSomeThereAreNeverTwo() {
    world.put(Edits.single(Specs.app("/a").upgrade(0, 0).made()));
    world.settle();
    world.mesos.agent("a2", 10);
    world.mesos.quick = false;
    leaving("a1");
    world.pass(5);
    assertThat(world.mesos.tasks()).hasSize(1);
    assertThat(world.instances("/a")).hasSize(1);
    world.mesos.quick = true;
    world.pass(15);
    assertThat(world.mesos.tasksOn("a2")).hasSize(1);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void whatKeepsDataStays() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    world.mesos.agent("a2", 10);
    leaving("a1");
    world.pass(20);
    assertThat(world.mesos.tasksOn("a1")).hasSize(1);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void deploymentsGoOnMeanwhile() {
    world.put(Specs.app("/a").instances(4));
    world.settle();
    world.mesos.agent("a2", 10);
    leaving("a1");
    world.put(Specs.app("/a").instances(4).cmd("other"));
    world.pass(5);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.mesos.tasksOn("a2")).hasSize(4);
    assertThat(world.mesos.tasks()).hasSize(4);
    leaving();
    world.put(Specs.app("/a").instances(6).cmd("other"));
    leaving("a2");
    world.put(Specs.app("/a").instances(3).cmd("other"));
    world.pass(5);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.mesos.tasksOn("a1")).hasSize(3);
    assertThat(world.mesos.tasks()).hasSize(3);
  }
}
