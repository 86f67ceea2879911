package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import java.util.List;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final World world = new World();

  RecoveryTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  @Test
  void aNewLeaderFindsEverythingAsItWas() {
    world.put(Specs.app("/a").instances(3));
    world.settle();
    List<Instance> before = world.running("/a");
    world.lead();
    world.subscribe().pass(20);
    assertThat(world.running("/a")).containsExactlyInAnyOrderElementsOf(before);
    assertThat(world.mesos.tasks()).hasSize(3);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void aDeploymentGoesOn() {
    world.put(Specs.app("/a").instances(3));
    world.settle();
    world.mesos.quick = false;
    world.put(Specs.app("/a").instances(3).cmd("other"));
    world.settle();
    world.lead();
    world.subscribe();
    assertThat(world.view().deployments()).hasSize(1);
    world.settle();
    assertThat(world.mesos.tasks()).hasSize(6);
    world.mesos.quick = true;
    world.mesos.tasks().stream()
        .filter(task -> world.mesos.stateOf(task) == TaskState.TASK_STAGING)
        .forEach(task -> world.mesos.update(task, TaskState.TASK_RUNNING));
    world.pass(20);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a")).hasSize(3);
    assertThat(world.mesos.tasks()).hasSize(3);
  }

  @Test
  void whatWaitedWaitsAgain() {
    world.put(Specs.app("/a").instances(12));
    world.settle();
    world.lead();
    world.subscribe().settle();
    assertThat(world.instances("/a")).hasSize(12);
    assertThat(world.running("/a")).hasSize(10);
    world.mesos.agent("a2", 10);
    world.settle();
    assertThat(world.running("/a")).hasSize(12);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void aTaskThatWasNeverLaunchedIsLaunchedAtOnceByTheNextLeader() {
    world.mesos.deaf = true;
    world.put(Specs.app("/a"));
    world.settle();
    world.mesos.deaf = false;
    world.lead();
    world.subscribe().pass(3);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.only("/a").tasks().keySet()).extracting(TaskId::attempt).containsExactly(2);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void whatEndedMeanwhileIsReplaced() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    world.disconnect();
    world.mesos.update(world.mesos.tasks().getFirst(), TaskState.TASK_FAILED);
    world.subscribe().pass(5);
    assertThat(world.running("/a")).hasSize(2);
    assertThat(world.mesos.tasks()).hasSize(2);
    assertThat(world.told)
        .contains(new Announcement.SchedulerDisconnected())
        .anyMatch(
            told ->
                told instanceof Announcement.SchedulerRegistered registered && registered.again());
  }

  @Test
  void whatWasToEndEnds() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    world.mesos.quick = false;
    world.remove("/a");
    world.settle();
    world.mesos.quick = true;
    world.lead();
    world.subscribe().settle();
    assertThat(world.mesos.tasks()).isEmpty();
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.stored().instances()).isEmpty();
  }

  @Test
  void instancesOfNoAppEnd() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    world.mesos.quick = false;
    world.remove("/a");
    String id = world.view().deployments().getFirst().plan().id();
    world.ask(call -> new MarathonEvent.CancelDeployment(call, id, true));
    world.mesos.quick = true;
    world.lead();
    world.subscribe().pass(15);
    assertThat(world.mesos.tasks()).isEmpty();
  }

  @Test
  void tasksAreComparedAgainAndAgain() {
    world.put(Specs.app("/a"));
    world.settle();
    long asked = world.mesos.heard(Call.Type.RECONCILE);
    world.mesos.vanish(world.mesos.tasks().getFirst());
    world.pass(610);
    assertThat(world.mesos.heard(Call.Type.RECONCILE)).isGreaterThan(asked);
    assertThat(world.running("/a")).hasSize(1);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void theFrameworkIdIsStoredOnce() {
    assertThat(world.stored().framework()).contains(FakeMesos.FRAMEWORK);
    world.effects.clear();
    world.subscribe();
    assertThat(world.effects).noneMatch(effect -> effect instanceof MarathonEffect.SaveFramework);
  }
}
