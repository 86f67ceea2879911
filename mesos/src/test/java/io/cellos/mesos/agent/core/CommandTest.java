package io.cellos.mesos.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.link.ToAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final FrameworkInfo FRAMEWORK = Tasks.FRAMEWORK;
  private final World world = new World();

  private void running() {
    world.run(FRAMEWORK, Tasks.shell("t", "sleep 9"));
    world.launched("t");
    world.acknowledge(FRAMEWORK, world.updates("t").getLast());
  }

  private void kill(Optional<Duration> grace) {
    world.say(
        new ToAgent.KillTask(
            FRAMEWORK.getId(),
            Tasks.id("t"),
            grace.map(
                g ->
                    KillPolicy.newBuilder()
                        .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(g.toNanos()))
                        .build())));
  }

  private List<AgentEffect> destroyed() {
    return List.copyOf(world.effects(AgentEffect.Destroy.class));
  }

  @Test
  void whatIsSaidIsWrittenBefore() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    world.launched("t");
    List<AgentEffect> all = world.effects;
    AgentEffect said = world.effects(AgentEffect.Say.class).getFirst();
    AgentEffect written =
        all.stream()
            .filter(e -> e instanceof AgentEffect.Write w && w.entry() instanceof Entry.Updated)
            .findFirst()
            .orElseThrow();
    AgentEffect launch = world.effects(AgentEffect.Launch.class).getFirst();
    AgentEffect added =
        all.stream()
            .filter(e -> e instanceof AgentEffect.Write w && w.entry() instanceof Entry.TaskAdded)
            .findFirst()
            .orElseThrow();
    assertThat(all.indexOf(written)).isLessThan(all.indexOf(said));
    assertThat(all.indexOf(added)).isLessThan(all.indexOf(launch));
  }

  @Test
  void updatesWaitForEachOther() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    world.launched("t");
    world.ended("t", WaitStatus.exited(0));
    assertThat(world.states("t")).containsExactly(TaskState.TASK_STARTING);
    world.acknowledgeAll(FRAMEWORK, "t");
    assertThat(world.states("t"))
        .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    assertThat(world.effects(AgentEffect.Retire.class)).hasSize(1);
    assertThat(world.journals).isEmpty();
  }

  @Test
  void updatesAreSaidAgainAtLongerAndLongerIntervals() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    world.launched("t");
    TaskStatus first = world.updates("t").getLast();
    world.pass(Duration.ofSeconds(9));
    assertThat(world.updates("t")).hasSize(1);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.updates("t")).containsExactly(first, first);
    world.pass(Duration.ofSeconds(19));
    assertThat(world.updates("t")).hasSize(2);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.updates("t")).hasSize(3);
    for (int i = 0; i < 20; i++) {
      world.pass(Duration.ofMinutes(10));
    }
    assertThat(world.updates("t")).hasSize(23);
  }

  @Test
  void aNewLinkHearsThemAtOnce() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    world.launched("t");
    world.on(new AgentEvent.MasterGone());
    world.ended("t", WaitStatus.exited(0));
    assertThat(world.core.register().tasks().getFirst().getState())
        .isEqualTo(TaskState.TASK_FINISHED);
    assertThat(world.core.register().tasks().getFirst().getStatusUpdateState())
        .isEqualTo(TaskState.TASK_STARTING);
    int before = world.updates("t").size();
    world.registered();
    assertThat(world.updates("t")).hasSize(before + 1);
  }

  @Test
  void anAcknowledgementCountsOnce() {
    running();
    TaskStatus starting = world.updates("t").getFirst();
    world.acknowledge(FRAMEWORK, starting);
    assertThat(world.states("t")).endsWith(TaskState.TASK_RUNNING);
    world.acknowledgeAll(FRAMEWORK, "t");
    world.acknowledge(FRAMEWORK, starting);
    assertThat(world.core.view().executors()).hasSize(1);
  }

  @Test
  void aTaskThatIsSaidTwiceRunsOnce() {
    running();
    world.run(FRAMEWORK, Tasks.shell("t", "sleep 9"));
    assertThat(world.effects(AgentEffect.Launch.class)).hasSize(1);
  }

  @Test
  void aKillTerminatesAndThenDestroys() {
    running();
    kill(Optional.empty());
    assertThat(world.effects(AgentEffect.Terminate.class)).hasSize(1);
    world.pass(Duration.ofMillis(2900));
    assertThat(destroyed()).isEmpty();
    world.pass(Duration.ofMillis(100));
    assertThat(destroyed()).hasSize(1);
  }

  @Test
  void aSecondKillCanOnlyHurry() {
    running();
    kill(Optional.of(Duration.ofSeconds(20)));
    kill(Optional.of(Duration.ofSeconds(60)));
    world.pass(Duration.ofSeconds(6));
    kill(Optional.of(Duration.ofSeconds(5)));
    assertThat(world.effects(AgentEffect.Terminate.class)).hasSize(1);
    world.pass(Duration.ZERO);
    assertThat(destroyed()).hasSize(1);
  }

  @Test
  void aKillBeforeTheLaunchPreventsIt() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    kill(Optional.empty());
    assertThat(destroyed()).hasSize(1);
    world.on(
        new AgentEvent.NotLaunched(
            world.container("t"), Reason.REASON_CONTAINER_LAUNCH_FAILED, "destroyed"));
    TaskStatus end = world.updates("t").getLast();
    assertThat(end.getState()).isEqualTo(TaskState.TASK_KILLED);
    assertThat(end.getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
  }

  @Test
  void aKillWhileItStartsIsGoneThroughWith() {
    world.run(FRAMEWORK, Tasks.shell("t", "true"));
    kill(Optional.empty());
    world.launched("t");
    assertThat(world.effects(AgentEffect.Terminate.class)).hasSize(1);
    world.ended("t", WaitStatus.signalled(15));
    world.acknowledgeAll(FRAMEWORK, "t");
    assertThat(world.states("t")).containsExactly(TaskState.TASK_STARTING, TaskState.TASK_KILLED);
  }

  @Test
  void anUnhealthyTaskIsKilled() {
    world.run(
        FRAMEWORK,
        Tasks.shell("t", "sleep 9").toBuilder()
            .setHealthCheck(HealthCheck.getDefaultInstance())
            .build());
    world.launched("t");
    assertThat(world.effects(AgentEffect.StartChecks.class)).hasSize(1);
    world.on(
        new AgentEvent.HealthChanged(new TaskKey(FRAMEWORK.getId().getValue(), "t"), false, true));
    world.ended("t", WaitStatus.signalled(15));
    world.acknowledgeAll(FRAMEWORK, "t");
    TaskStatus told = world.updates("t").get(world.updates("t").size() - 2);
    assertThat(told.getReason()).isEqualTo(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
    assertThat(told.getHealthy()).isFalse();
    assertThat(world.updates("t").getLast().getState()).isEqualTo(TaskState.TASK_KILLED);
    assertThat(world.updates("t").getLast().getHealthy()).isFalse();
  }

  @Test
  void aDrainEndsAllAndTakesNothingNew() {
    running();
    world.say(
        new ToAgent.Drain(
            DrainConfig.newBuilder()
                .setMaxGracePeriod(DurationInfo.newBuilder().setNanoseconds(1_000_000_000))
                .build()));
    world.pass(Duration.ofSeconds(1));
    assertThat(destroyed()).hasSize(1);
    world.ended("t", WaitStatus.signalled(9));
    world.acknowledgeAll(FRAMEWORK, "t");
    assertThat(world.updates("t").getLast().getReason()).isEqualTo(Reason.REASON_AGENT_DRAINING);
    world.run(FRAMEWORK, Tasks.shell("u", "true"));
    assertThat(world.states("u")).containsExactly(TaskState.TASK_LOST);
    world.registered();
    world.run(FRAMEWORK, Tasks.shell("v", "true"));
    assertThat(world.effects(AgentEffect.Launch.class)).hasSize(2);
  }

  @Test
  void afterADrainTasksCanComeAgain() {
    world.say(new ToAgent.Drain(DrainConfig.getDefaultInstance()));
    world.run(FRAMEWORK, Tasks.shell("u", "true"));
    assertThat(world.states("u")).containsExactly(TaskState.TASK_LOST);
    world.say(new ToAgent.EndDrain());
    world.run(FRAMEWORK, Tasks.shell("v", "true"));
    assertThat(world.effects(AgentEffect.Launch.class)).hasSize(1);
  }

  @Test
  void theTasksOfAFrameworkThatIsGoneEndSilently() {
    running();
    int said = world.updates("t").size();
    world.say(new ToAgent.ShutdownFramework(FRAMEWORK.getId()));
    world.ended("t", WaitStatus.signalled(15));
    assertThat(world.updates("t")).hasSize(said);
    assertThat(world.effects(AgentEffect.Retire.class)).hasSize(1);
    assertThat(world.core.view().executors()).isEmpty();
  }

  @Test
  void whoIsToldToShutDownEndsWithItsLastTask() {
    running();
    world.say(new ToAgent.Shutdown("marked gone"));
    assertThat(world.effects(AgentEffect.Stop.class)).isEmpty();
    world.ended("t", WaitStatus.signalled(15));
    assertThat(world.effects(AgentEffect.ForgetAgent.class)).hasSize(1);
    assertThat(world.effects(AgentEffect.Stop.class)).hasSize(1);
  }

  @Test
  void aRestartLosesNothing() {
    running();
    kill(Optional.of(Duration.ofSeconds(20)));
    world.restart();
    assertThat(world.core.containers()).hasSize(1);
    world.registered();
    world.launched("t");
    assertThat(world.effects(AgentEffect.Terminate.class)).hasSize(2);
    world.pass(Duration.ofSeconds(20));
    assertThat(destroyed()).hasSize(1);
    world.ended("t", WaitStatus.signalled(9));
    world.acknowledgeAll(FRAMEWORK, "t");
    assertThat(world.states("t"))
        .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_KILLED);
    assertThat(world.journals).isEmpty();
  }
}
