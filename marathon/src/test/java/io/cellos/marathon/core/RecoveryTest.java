package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final BackoffStrategy HOUR =
      new BackoffStrategy(Duration.ofHours(1), Duration.ofHours(2), 2);

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
  void launchesWaitAsLongAsTheyWouldHave() {
    world.put(Specs.app("/a"));
    world.settle();
    for (int failures = 0; failures < 20; failures++) {
      world.mesos.tasks().forEach(task -> world.mesos.update(task, TaskState.TASK_FAILED));
      world.pass(20);
    }
    world.mesos.tasks().forEach(task -> world.mesos.update(task, TaskState.TASK_FAILED));
    world.quiet();
    Timestamp until = world.view().queue().get(AppId.parse("/a")).backoffUntil();
    assertThat(until.instant()).isAfter(world.now.plusSeconds(5));
    world.lead();
    world.subscribe().settle();
    assertThat(world.mesos.tasks()).isEmpty();
    assertThat(world.view().queue().get(AppId.parse("/a")).backoffUntil()).isEqualTo(until);
    world.pass(Duration.between(world.now, until.instant()).plusSeconds(1));
    assertThat(world.running("/a")).hasSize(1);
    world.ask(call -> new MarathonEvent.ResetDelay(call, AppId.parse("/a")));
    world.remove("/a");
    world.pass(5);
    assertThat(world.stored().delays().values()).allMatch(Map::isEmpty);
    assertThat(world.stored().failures()).isEmpty();
  }

  @Test
  void aDelayThatIsResetStaysReset() {
    world.put(Edits.backoff(Specs.app("/a").made(), HOUR));
    world.settle();
    world.mesos.update(world.mesos.tasks().getFirst(), TaskState.TASK_FAILED);
    world.quiet();
    assertThat(world.stored().delays()).hasSize(1);
    world.mesos.quick = false;
    world.ask(call -> new MarathonEvent.ResetDelay(call, AppId.parse("/a")));
    world.lead();
    world.subscribe().settle();
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void delaysOfWhatIsNoMoreAreForgotten() {
    world.put(Edits.backoff(Specs.app("/a").made(), HOUR));
    world.settle();
    world.mesos.update(world.mesos.tasks().getFirst(), TaskState.TASK_FAILED);
    world.quiet();
    world.remove("/a");
    world.settle();
    assertThat(world.stored().delays().values()).allMatch(Map::isEmpty);
    assertThat(world.stored().failures()).isEmpty();
    world.put(Edits.backoff(Specs.app("/a").made(), HOUR));
    world.settle();
    assertThat(world.running("/a")).hasSize(1);
  }

  @Test
  void aKillThatGotLostIsSaidByTheNextLeader() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    world.mesos.quick = false;
    Instance killed = world.running("/a").getFirst();
    world.ask(call -> new MarathonEvent.Kill(call, List.of(killed.id()), false));
    world.settle();
    assertThat(world.mesos.tasks()).contains(world.taskOf(killed));
    world.lead();
    world.mesos.quick = true;
    world.subscribe().settle();
    assertThat(world.mesos.tasks()).hasSize(2).doesNotContain(world.taskOf(killed));
    assertThat(world.running("/a")).hasSize(2).extracting(Instance::id).contains(killed.id());
  }

  @Test
  void whoWasChosenToGoGoes() {
    world.put(Specs.app("/a").instances(4));
    world.settle();
    List<Instance> chosen = world.running("/a").subList(0, 2);
    world.mesos.quick = false;
    world.scaleAway("/a", chosen);
    world.lead();
    world.mesos.quick = true;
    world.subscribe().pass(15);
    assertThat(world.running("/a")).hasSize(2).doesNotContainAnyElementsOf(chosen);
    assertThat(world.mesos.tasks()).hasSize(2);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void theFrameworkIdIsStoredOnce() {
    assertThat(world.stored().framework()).contains(FakeMesos.FRAMEWORK);
    world.effects.clear();
    world.subscribe();
    assertThat(world.effects).noneMatch(effect -> effect instanceof MarathonEffect.SaveFramework);
  }
}
