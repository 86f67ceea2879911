package io.cellos.mesos.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;

class GroupTest {
  private static final FrameworkInfo FRAMEWORK = Tasks.FRAMEWORK;
  private static final ExecutorInfo EXECUTOR =
      ExecutorInfo.newBuilder()
          .setType(ExecutorInfo.Type.DEFAULT)
          .setExecutorId(ExecutorID.newBuilder().setValue("e"))
          .build();

  private final World world = new World();

  private void start() {
    world.group(FRAMEWORK, EXECUTOR, Tasks.shell("a", "sleep 9"), Tasks.shell("b", "sleep 9"));
    world.launched("a");
    world.launched("b");
  }

  private List<String> terminated() {
    return world.effects(AgentEffect.Terminate.class).stream()
        .map(AgentEffect.Terminate::container)
        .toList();
  }

  @Test
  void itsTasksAreInsideTheExecutor() {
    start();
    assertThat(world.effects(AgentEffect.Prepare.class)).hasSize(1);
    assertThat(world.effects(AgentEffect.Launch.class))
        .allMatch(l -> l.container().getParent().equals(l.run().containerId()));
    assertThat(world.updates("a").getLast().getExecutorId().getValue()).isEqualTo("e");
    assertThat(world.core.register().executors()).hasSize(1);
  }

  @Test
  void oneFailureEndsTheOthers() {
    start();
    world.ended("a", WaitStatus.exited(1));
    assertThat(terminated()).containsExactly(world.container("b"));
    world.ended("b", WaitStatus.signalled(15));
    world.acknowledgeAll(FRAMEWORK, "a");
    world.acknowledgeAll(FRAMEWORK, "b");
    assertThat(world.states("a")).endsWith(TaskState.TASK_FAILED);
    assertThat(world.states("b")).endsWith(TaskState.TASK_KILLED);
    assertThat(exits()).containsExactly(0);
    assertThat(world.core.view().executors()).isEmpty();
  }

  private List<Integer> exits() {
    return world.effects(AgentEffect.Say.class).stream()
        .map(AgentEffect.Say::message)
        .filter(ToMaster.ExecutorExited.class::isInstance)
        .map(message -> ((ToMaster.ExecutorExited) message).status())
        .toList();
  }

  @Test
  void aKillEndsTheOthers() {
    start();
    world.say(new ToAgent.KillTask(FRAMEWORK.getId(), Tasks.id("b"), Optional.empty()));
    world.ended("b", WaitStatus.exited(0));
    assertThat(terminated()).containsExactly(world.container("b"), world.container("a"));
  }

  @Test
  void aGoodEndDoesNot() {
    start();
    world.ended("a", WaitStatus.exited(0));
    assertThat(terminated()).isEmpty();
  }

  @Test
  void anotherGroupOfTheSameExecutorIsNotConcerned() {
    start();
    world.group(FRAMEWORK, EXECUTOR, Tasks.shell("c", "sleep 9"));
    world.launched("c");
    world.ended("a", WaitStatus.exited(1));
    assertThat(terminated()).containsExactly(world.container("b"));
    assertThat(world.core.view().executors()).hasSize(1);
  }

  @Test
  void aRestartKnowsWhoBelongsTogether() {
    start();
    world.restart();
    world.registered();
    world.launched("a");
    world.launched("b");
    world.ended("a", WaitStatus.exited(1));
    assertThat(terminated()).containsExactly(world.container("b"));
  }
}
