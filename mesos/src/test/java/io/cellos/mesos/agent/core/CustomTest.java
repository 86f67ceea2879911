package io.cellos.mesos.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.Test;

class CustomTest {
  private static final FrameworkInfo FRAMEWORK = Tasks.FRAMEWORK;
  private static final ExecutorID ID = ExecutorID.newBuilder().setValue("e").build();
  private static final ExecutorInfo EXECUTOR =
      ExecutorInfo.newBuilder()
          .setExecutorId(ID)
          .setCommand(CommandInfo.newBuilder().setValue("./run"))
          .build();
  private static final Call.Subscribe FIRST = Call.Subscribe.getDefaultInstance();

  private final World world = new World();

  private static TaskInfo task(String id) {
    return Tasks.task(id).setExecutor(EXECUTOR).build();
  }

  private void start() {
    world.run(FRAMEWORK, task("a"));
    world.on(new AgentEvent.Launched(container(), List.of()));
    world.join(FRAMEWORK, "e", "s1", FIRST);
  }

  private String container() {
    return world.effects(AgentEffect.Launch.class).getFirst().container().getValue();
  }

  private List<Event.Type> said() {
    return world.toExecutor().stream().map(Event::getType).toList();
  }

  private void ended(WaitStatus status) {
    world.on(new AgentEvent.Ended(container(), Optional.of(status), Optional.empty()));
  }

  @Test
  void tasksWaitUntilItSubscribes() {
    world.run(FRAMEWORK, task("a"));
    world.run(FRAMEWORK, task("b"));
    assertThat(world.effects(AgentEffect.Launch.class)).hasSize(1);
    world.join(FRAMEWORK, "e", "s1", FIRST);
    assertThat(said()).containsExactly(Event.Type.SUBSCRIBED, Event.Type.LAUNCH, Event.Type.LAUNCH);
    world.run(FRAMEWORK, task("c"));
    assertThat(said()).endsWith(Event.Type.LAUNCH).hasSize(4);
  }

  @Test
  void itsUpdatesAreTakenAndPassedOn() {
    start();
    world.update(FRAMEWORK, "e", "a", TaskState.TASK_RUNNING);
    assertThat(said()).endsWith(Event.Type.ACKNOWLEDGED);
    assertThat(world.updates("a").getLast().getState()).isEqualTo(TaskState.TASK_RUNNING);
    assertThat(world.updates("a").getLast().getAgentId().getValue()).isNotEmpty();
  }

  @Test
  void messagesGoBothWays() {
    start();
    ByteString data = ByteString.copyFromUtf8("hello");
    world.say(new ToAgent.ExecutorMessage(FRAMEWORK.getId(), ID, data));
    assertThat(world.toExecutor().getLast().getMessage().getData()).isEqualTo(data);
    Call.Builder call =
        Call.newBuilder()
            .setType(Call.Type.MESSAGE)
            .setFrameworkId(FRAMEWORK.getId())
            .setExecutorId(ID);
    call.getMessageBuilder().setData(data);
    world.on(new AgentEvent.ExecutorSaid(FRAMEWORK.getId().getValue(), "e", call.build()));
    assertThat(world.effects(AgentEffect.Say.class).getLast().message())
        .isEqualTo(new ToMaster.ExecutorMessage(FRAMEWORK.getId(), ID, data));
  }

  @Test
  void itsEndIsTheEndOfItsTasks() {
    start();
    world.update(FRAMEWORK, "e", "a", TaskState.TASK_RUNNING);
    world.acknowledgeAll(FRAMEWORK, "a");
    ended(WaitStatus.exited(0));
    TaskStatus end = world.updates("a").getLast();
    assertThat(end.getState()).isEqualTo(TaskState.TASK_FAILED);
    assertThat(end.getReason()).isEqualTo(Reason.REASON_EXECUTOR_TERMINATED);
    assertThat(end.getSource()).isEqualTo(TaskStatus.Source.SOURCE_AGENT);
    assertThat(world.effects(AgentEffect.Say.class))
        .contains(new AgentEffect.Say(new ToMaster.ExecutorExited(FRAMEWORK.getId(), ID, 0)));
    world.acknowledgeAll(FRAMEWORK, "a");
    assertThat(world.core.view().executors()).isEmpty();
  }

  @Test
  void whoDoesNotSubscribeInTimeIsEnded() {
    world.run(FRAMEWORK, task("a"));
    world.pass(Duration.ofMinutes(1));
    assertThat(world.effects(AgentEffect.Destroy.class)).hasSize(1);
    ended(WaitStatus.signalled(9));
    assertThat(world.updates("a").getLast().getReason())
        .isEqualTo(Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);
  }

  @Test
  void aShutdownHasItsGrace() {
    start();
    world.say(new ToAgent.ShutdownExecutor(FRAMEWORK.getId(), ID));
    assertThat(said()).endsWith(Event.Type.SHUTDOWN);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.effects(AgentEffect.Destroy.class)).hasSize(1);
  }

  @Test
  void aTaskThatItWasNotToldOfIsKilledWithoutIt() {
    world.run(FRAMEWORK, task("a"));
    world.say(new ToAgent.KillTask(FRAMEWORK.getId(), Tasks.id("a"), Optional.empty()));
    assertThat(world.states("a")).containsExactly(TaskState.TASK_KILLED);
    world.join(FRAMEWORK, "e", "s1", FIRST);
    assertThat(said()).containsExactly(Event.Type.SUBSCRIBED);
  }

  @Test
  void afterARestartItComesBackWithWhatIsNotAcknowledged() {
    start();
    world.run(FRAMEWORK, task("b"));
    world.restart();
    world.registered();
    TaskStatus.Builder status =
        TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING).setUuid(world.uuid());
    status.getTaskIdBuilder().setValue("a");
    Call.Subscribe.Builder call = Call.Subscribe.newBuilder().addUnacknowledgedTasks(task("a"));
    call.addUnacknowledgedUpdatesBuilder().setStatus(status);
    world.join(FRAMEWORK, "e", "s2", call.build());
    assertThat(world.states("a")).containsExactly(TaskState.TASK_RUNNING);
    assertThat(world.states("b")).containsExactly(TaskState.TASK_LOST);
    assertThat(world.updates("b").getLast().getReason()).isEqualTo(Reason.REASON_AGENT_RESTARTED);
  }

  @Test
  void afterARestartItIsNotWaitedForLong() {
    start();
    world.restart();
    world.registered();
    world.on(new AgentEvent.Launched(container(), List.of()));
    world.pass(Duration.ofSeconds(6));
    assertThat(world.effects(AgentEffect.Destroy.class)).hasSize(1);
  }

  @Test
  void anUpdateThatComesTwiceIsOne() {
    start();
    TaskStatus.Builder status =
        TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING).setUuid(world.uuid());
    status.getTaskIdBuilder().setValue("a");
    Call.Builder call =
        Call.newBuilder()
            .setType(Call.Type.UPDATE)
            .setFrameworkId(FRAMEWORK.getId())
            .setExecutorId(ID);
    call.getUpdateBuilder().setStatus(status);
    for (int i = 0; i < 2; i++) {
      world.on(new AgentEvent.ExecutorSaid(FRAMEWORK.getId().getValue(), "e", call.build()));
    }
    assertThat(world.updates("a")).hasSize(1);
    assertThat(said()).endsWith(Event.Type.ACKNOWLEDGED, Event.Type.ACKNOWLEDGED);
  }
}
