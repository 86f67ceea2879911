package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.Health;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final World world = new World();

  HealthTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  private TaskId task(Instance instance) {
    return instance.tasks().keySet().iterator().next();
  }

  private void well(Instance instance) {
    world.on(new MarathonEvent.HealthChecked(task(instance), Edits.TCP, Optional.empty()));
  }

  private void sick(Instance instance) {
    world.on(new MarathonEvent.HealthChecked(task(instance), Edits.TCP, Optional.of("no answer")));
  }

  @Test
  void aDeploymentWaitsForHealth() {
    world.put(Edits.checked(Specs.app("/a").made()));
    world.settle();
    Instance instance = world.only("/a");
    assertThat(world.watched).containsExactly(instance.id());
    assertThat(instance.healthy()).isEmpty();
    assertThat(world.view().deployments()).hasSize(1);
    well(instance);
    assertThat(world.only("/a").healthy()).contains(true);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.view().health().get(task(instance))).singleElement().matches(Health::isAlive);
    assertThat(world.told(Announcement.HealthChanged.class)).hasSize(1);
  }

  @Test
  void oldOnesStayUntilNewOnesAreWell() {
    world.put(Edits.checked(Specs.app("/a").made()));
    world.settle();
    Instance old = world.only("/a");
    well(old);
    world.put(Edits.checked(Specs.app("/a").cmd("other").made()));
    world.pass(5);
    assertThat(world.running("/a")).hasSize(2);
    Instance fresh =
        world.running("/a").stream()
            .filter(one -> !one.id().equals(old.id()))
            .findFirst()
            .orElseThrow();
    well(fresh);
    world.settle();
    assertThat(world.only("/a").id()).isEqualTo(fresh.id());
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.watched).containsExactly(fresh.id());
  }

  @Test
  void failuresWithinTheGracePeriodSayNothing() {
    world.put(Edits.checked(Specs.app("/a").made()));
    world.settle();
    for (int i = 0; i < 5; i++) {
      sick(world.only("/a"));
    }
    assertThat(world.view().health()).isEmpty();
    assertThat(world.said(Call.Type.KILL)).isEmpty();
    world.pass(10);
    sick(world.only("/a"));
    assertThat(world.only("/a").healthy()).contains(false);
  }

  @Test
  void tooManyFailuresKill() {
    world.put(Edits.checked(Specs.app("/a").made()));
    world.settle();
    Instance instance = world.only("/a");
    well(instance);
    sick(instance);
    sick(instance);
    well(instance);
    sick(instance);
    sick(instance);
    assertThat(world.said(Call.Type.KILL)).isEmpty();
    sick(instance);
    assertThat(world.said(Call.Type.KILL)).hasSize(1);
    assertThat(world.told(Announcement.UnhealthyKill.class))
        .extracting(Announcement.UnhealthyKill::reason)
        .containsExactly("no answer");
    assertThat(world.view().failures().get(AppId.parse("/a")).message()).contains("no answer");
    world.settle();
    assertThat(world.only("/a").healthy()).isEmpty();
    assertThat(task(world.only("/a")).attempt()).isEqualTo(2);
    assertThat(world.watched).containsExactly(instance.id());
    assertThat(world.view().health()).isEmpty();
  }

  @Test
  void aDeploymentWaitsForReadiness() {
    world.put(Edits.readiness(Specs.app("/a").made()));
    world.settle();
    Instance instance = world.only("/a");
    assertThat(instance.ready()).isFalse();
    assertThat(world.watched).containsExactly(instance.id());
    ReadinessCheck.Result no =
        new ReadinessCheck.Result("ready", task(instance).toString(), false, Optional.empty());
    world.on(new MarathonEvent.ReadinessChecked(task(instance), no));
    assertThat(world.view().deployments().getFirst().readiness().get(AppId.parse("/a")))
        .containsExactly(no);
    world.on(
        new MarathonEvent.ReadinessChecked(
            task(instance),
            new ReadinessCheck.Result("ready", task(instance).toString(), true, Optional.empty())));
    assertThat(world.only("/a").ready()).isTrue();
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.stored().instances()).allMatch(Instance::ready);
  }

  @Test
  void aNewLeaderWatchesWhatRunsAndKnowsNothing() {
    world.put(Edits.checked(Specs.app("/a").instances(2).made()));
    world.settle();
    world.running("/a").forEach(this::well);
    world.lead();
    world.subscribe().settle();
    assertThat(world.watched).hasSize(2);
    assertThat(world.running("/a")).hasSize(2).allMatch(one -> one.healthy().isEmpty());
    assertThat(world.mesos.tasks()).hasSize(2);
    assertThat(List.copyOf(world.view().health().keySet())).isEmpty();
  }
}
