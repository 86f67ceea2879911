package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.UnreachableStrategy;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
  private final World world = new World();

  StatusTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  @ParameterizedTest
  @CsvSource({
    "TASK_STAGING, STAGING",
    "TASK_STARTING, STARTING",
    "TASK_RUNNING, RUNNING",
    "TASK_KILLING, KILLING",
    "TASK_UNREACHABLE, UNREACHABLE"
  })
  void aTaskThatMayRun(TaskState state, Condition condition) {
    world.mesos.quick = false;
    world.put(
        Edits.unreachable(
            Specs.app("/a").made(),
            new UnreachableStrategy.Enabled(Duration.ofMinutes(1), Duration.ofMinutes(2))));
    world.settle();
    world.mesos.update(world.taskOf(world.only("/a")), state);
    world.settle();
    assertThat(world.only("/a").condition()).isEqualTo(condition);
    assertThat(world.mesos.unacknowledged()).isEmpty();
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"TASK_FINISHED", "TASK_FAILED", "TASK_KILLED", "TASK_ERROR"})
  void aTaskThatEndsIsLaunchedAgainAsTheNextAttempt(TaskState state) {
    world.put(Specs.app("/a"));
    world.settle();
    Instance before = world.only("/a");
    world.mesos.update(world.taskOf(before), state);
    world.pass(3);
    Instance after = world.only("/a");
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.condition()).isEqualTo(Condition.RUNNING);
    assertThat(after.tasks().keySet()).extracting(TaskId::attempt).containsExactly(2);
    assertThat(world.mesos.tasks()).hasSize(1);
    assertThat(world.mesos.unacknowledged()).isEmpty();
    boolean failure = state == TaskState.TASK_FAILED || state == TaskState.TASK_ERROR;
    assertThat(world.view().failures().containsKey(AppId.parse("/a"))).isEqualTo(failure);
  }

  @Test
  void anUnknownTaskThatRunsIsKilled() {
    world.put(Specs.app("/a"));
    world.settle();
    String task = world.taskOf(world.only("/a"));
    World other = new World();
    other.mesos.agent("a1", 1);
    other.subscribe();
    other.on(
        new MarathonEvent.Updated(
            org.apache.mesos.v1.Protos.TaskStatus.newBuilder()
                .setTaskId(org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue(task))
                .setState(TaskState.TASK_RUNNING)
                .build()));
    assertThat(other.said(Call.Type.KILL))
        .extracting(call -> call.getKill().getTaskId().getValue())
        .containsExactly(task);
    assertThat(other.said(Call.Type.ACKNOWLEDGE)).isEmpty();
  }

  @Test
  void anUnknownTaskIsKilledUntilItIsOver() {
    world.put(Specs.app("/a"));
    world.settle();
    String task = world.taskOf(world.only("/a"));
    World other = new World(world.mesos);
    other.subscribe();
    world.mesos.quick = false; // its kill gets lost
    other.pass(25);
    assertThat(other.said(Call.Type.KILL))
        .extracting(call -> call.getKill().getTaskId().getValue())
        .hasSize(3)
        .containsOnly(task);
    world.mesos.quick = true;
    other.pass(10);
    assertThat(world.mesos.tasks()).isEmpty();
    long said = other.mesos.heard(Call.Type.KILL);
    other.pass(30);
    assertThat(other.mesos.heard(Call.Type.KILL)).isEqualTo(said);
  }

  @Test
  void anUnknownTaskThatVanishesIsNotKilledForEver() {
    world.put(Specs.app("/a"));
    world.settle();
    World other = new World(world.mesos);
    world.mesos.quick = false;
    other.subscribe().settle();
    world.mesos.vanish(world.mesos.tasks().getFirst());
    other.pass(15);
    long said = other.mesos.heard(Call.Type.KILL);
    assertThat(said).isEqualTo(2);
    other.pass(60);
    assertThat(other.mesos.heard(Call.Type.KILL)).isEqualTo(said);
  }

  @Test
  void byDefaultAnUnreachableInstanceIsReplacedAtOnceAndKilledWhenItComesBack() {
    world.put(Specs.app("/a"));
    world.settle();
    Instance before = world.only("/a");
    world.mesos.agent("a2", 10);
    world.mesos.lose("a1");
    world.pass(3);
    assertThat(world.only("/a").id()).isNotEqualTo(before.id());
    assertThat(world.running("/a")).hasSize(1);
    world.mesos.find("a1");
    world.pass(3);
    assertThat(world.mesos.tasksOn("a1")).isEmpty();
    assertThat(world.running("/a")).hasSize(1);
  }

  @Test
  void inactiveItIsReplacedAndOneTooManyGoesWhenItComesBack() {
    world.put(
        Edits.unreachable(
            Specs.app("/a").made(),
            new UnreachableStrategy.Enabled(Duration.ofSeconds(30), Duration.ofSeconds(300))));
    world.settle();
    world.mesos.agent("a2", 10);
    world.mesos.lose("a1");
    world.pass(20);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.UNREACHABLE);
    world.pass(20);
    assertThat(world.instances("/a"))
        .extracting(Instance::condition)
        .containsExactlyInAnyOrder(Condition.UNREACHABLE_INACTIVE, Condition.RUNNING);
    world.mesos.find("a1");
    world.pass(3);
    assertThat(world.running("/a")).hasSize(1);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void expungedItIsForgotten() {
    world.put(
        Edits.unreachable(
            Specs.app("/a").made(),
            new UnreachableStrategy.Enabled(Duration.ofSeconds(30), Duration.ofSeconds(60))));
    world.settle();
    world.mesos.lose("a1");
    world.pass(61);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.SCHEDULED);
  }

  @Test
  void disabledItStays() {
    world.put(Edits.unreachable(Specs.app("/a").made(), new UnreachableStrategy.Disabled()));
    world.settle();
    Instance before = world.only("/a");
    world.mesos.lose("a1");
    world.pass(1000);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.UNREACHABLE);
    world.mesos.find("a1");
    world.settle();
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.only("/a").tasks().keySet()).isEqualTo(before.tasks().keySet());
  }

  @Test
  void whatEndsBecauseItsAgentIsGoneStartsElsewhere() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    Instance before = world.only("/a");
    assertThat(before.volumes()).isNotEmpty();
    world.mesos.agent("a2", 10);
    world.mesos.removeAgent("a1");
    world.pass(3);
    Instance after = world.only("/a");
    assertThat(after.condition()).isEqualTo(Condition.RUNNING);
    assertThat(after.place().orElseThrow().agentId()).isEqualTo("a2");
    assertThat(after.volumes()).isNotEmpty().isNotEqualTo(before.volumes());
  }

  @Test
  void whatKeepsDataStaysWhereItIs() {
    world.mesos.agent("a2", 10);
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    Instance before = world.only("/a");
    for (int i = 0; i < 3; i++) {
      world.mesos.update(world.taskOf(world.only("/a")), TaskState.TASK_FAILED);
      world.pass(5);
    }
    Instance after = world.only("/a");
    assertThat(after.condition()).isEqualTo(Condition.RUNNING);
    assertThat(after.place()).isEqualTo(before.place());
    assertThat(after.volumes()).isEqualTo(before.volumes());
  }

  @Test
  void aRestartKeepsTheData() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    Instance before = world.only("/a");
    world.put(Edits.data(Specs.app("/a").cmd("other")));
    world.pass(5);
    Instance after = world.only("/a");
    assertThat(after.condition()).isEqualTo(Condition.RUNNING);
    assertThat(after.volumes()).isEqualTo(before.volumes());
    assertThat(after.configVersion()).isGreaterThan(before.configVersion());
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void whatWasReservedIsGivenBack() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    world.remove("/a");
    world.pass(5);
    assertThat(world.mesos.agents.get("a1").free.reserved().list()).isEmpty();
    assertThat(world.mesos.agents.get("a1").free.scalar("cpus")).isEqualTo(10);
  }

  @Test
  void aLaunchThatMesosNeverHeardOfIsMadeAgain() {
    world.mesos.deaf = true;
    world.put(Specs.app("/a"));
    world.settle();
    assertThat(world.only("/a").condition()).isEqualTo(Condition.PROVISIONED);
    world.mesos.deaf = false;
    world.pass(200);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.PROVISIONED);
    world.pass(150);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void aTaskThatStagesForTooLongIsKilled() {
    world.mesos.quick = false;
    world.put(Specs.app("/a"));
    world.settle();
    String task = world.taskOf(world.only("/a"));
    world.mesos.update(task, TaskState.TASK_STAGING);
    world.pass(298);
    assertThat(world.said(Call.Type.KILL)).isEmpty();
    world.mesos.quick = true;
    world.pass(10);
    assertThat(world.said(Call.Type.KILL)).isNotEmpty();
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.mesos.tasks()).hasSize(1).doesNotContain(task);
  }

  @Test
  void killsAreSaidUntilTheyAreHeard() {
    world.put(Specs.app("/a"));
    world.settle();
    world.mesos.quick = false;
    world.remove("/a");
    world.pass(35);
    assertThat(world.said(Call.Type.KILL)).hasSize(4);
    world.mesos.quick = true;
    world.pass(11);
    assertThat(world.mesos.tasks()).isEmpty();
    assertThat(world.view().deployments()).isEmpty();
    world.pass(60);
    assertThat(world.said(Call.Type.KILL)).hasSize(5);
  }

  @Test
  void whoeverKillsAnInstanceGetsTheNextAttempt() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    List<Instance> before = world.running("/a");
    assertThat(
            world.ask(call -> new MarathonEvent.Kill(call, List.of(before.getFirst().id()), false)))
        .isEqualTo(new Verdict.Done());
    world.settle();
    assertThat(world.running("/a"))
        .extracting(Instance::id)
        .containsExactlyInAnyOrderElementsOf(before.stream().map(Instance::id).toList());
    assertThat(world.mesos.tasks()).anyMatch(task -> task.endsWith("._app.2"));
    world.ask(call -> new MarathonEvent.Kill(call, List.of(before.getFirst().id()), true));
    world.settle();
    assertThat(world.running("/a"))
        .hasSize(2)
        .extracting(Instance::id)
        .doesNotContain(before.getFirst().id());
    assertThat(
            world.ask(call -> new MarathonEvent.Kill(call, List.of(before.getFirst().id()), true)))
        .isInstanceOf(Verdict.Refused.class);
  }
}
