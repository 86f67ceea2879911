package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

/** A new leader knows what the last one knew, as soon as agents and frameworks are back. */
final class FailoverTest {
  private final World world = new World();
  private final FakeFramework framework =
      new FakeFramework(world, "*", Capability.Type.PARTITION_AWARE).subscribe();
  private final FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024");

  private TaskStatus run() {
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(600, List.of(offer), launch(task("t", offer, "cpus:1;mem:64")));
    agent.obey();
    return agent.update("t", TaskState.TASK_RUNNING);
  }

  @Test
  void tasksAreUntouched() {
    TaskStatus pending = run();
    world.lead();
    assertThat(world.view().recoveredAgents()).hasSize(1);
    assertThat(world.view().frameworks().getFirst().summary().getRecovered()).isTrue();
    agent.join();
    assertThat(world.view().recoveredAgents()).isEmpty();
    assertThat(world.view().agents().getFirst().used()).isEqualTo(World.resources("cpus:1;mem:64"));

    framework.subscribe();
    world.seconds(1);
    assertThat(framework.news()).containsExactly("SUBSCRIBED", "offers [cpus:3; mem:960]");
    agent.say(framework.id(), pending);
    assertThat(framework.news()).containsExactly("t TASK_RUNNING");
    assertThat(framework.acknowledge(pending)).isEqualTo(new Verdict.Accepted());
    assertThat(world.view().frameworks().getFirst().summary().getRecovered()).isFalse();
  }

  @Test
  void theFrameworkMayComeFirst() {
    run();
    world.lead();
    framework.subscribe();
    framework.call(Call.Type.REVIVE);
    framework.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(asking("t")));
    assertThat(framework.news()).as("the agent may still come").containsExactly("SUBSCRIBED");
    agent.join();
    framework.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(asking("t")));
    assertThat(framework.news())
        .contains("t TASK_RUNNING REASON_RECONCILIATION", "offers [cpus:3; mem:960]");
  }

  private Call.Reconcile.Builder asking(String task) {
    return Call.Reconcile.newBuilder()
        .addTasks(
            Call.Reconcile.Task.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setAgentId(agent.id));
  }

  @Test
  void whoDoesNotComeBackIsUnreachable() {
    run();
    world.lead();
    framework.subscribe();
    world.seconds(601);
    assertThat(world.view().recoveredAgents()).isEmpty();
    assertThat(world.view().unreachable()).containsOnlyKeys(agent.id.getValue());
    assertThat(framework.news()).contains("FAILURE");
    agent.join();
    assertThat(framework.news()).contains("t TASK_RUNNING REASON_AGENT_REREGISTERED");
  }

  @Test
  void aFrameworkThatTheRegistryLostComesWithItsTasks() {
    run();
    world.registry.clear();
    world.lead();
    agent.join();
    assertThat(world.view().frameworks()).hasSize(1);
    assertThat(world.view().frameworks().getFirst().tasks()).hasSize(1);
    assertThat(world.registry).hasSize(2);
  }

  @Test
  void recoveredFrameworksEndInTime() {
    run();
    world.lead();
    agent.join();
    world.seconds(10);
    agent.join();
    for (int i = 0; i < 61; i++) {
      world.agentSays(agent.link, new ToMaster.Heartbeat());
      world.seconds(60);
    }
    assertThat(world.view().completed()).hasSize(1);
    assertThat(world.told(agent.link).getLast())
        .isEqualTo(new ToAgent.ShutdownFramework(framework.id()));
    assertThat(world.registry).containsOnlyKeys("agents/" + agent.id.getValue());
  }

  @Test
  void tasksOfAFrameworkThatEndedAreEnded() {
    run();
    agent.lose();
    framework.call(Call.Type.TEARDOWN);
    agent.join();
    assertThat(world.told(agent.link).getLast())
        .isEqualTo(new ToAgent.ShutdownFramework(framework.id()));
    assertThat(world.view().agents().getFirst().used().isEmpty()).isTrue();
  }
}
