package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;

/** The way of every task: offered, launched, running, ended, acknowledged. */
final class LaunchTest {
  private final World world = new World();

  @Test
  void runsATask() {
    FakeFramework framework = new FakeFramework(world, "*").subscribe();
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;ports:[8081-32000]");
    world.seconds(1);
    Offer offer = framework.offer();
    assertThat(offer.getHostname()).isEqualTo("a");
    assertThat(Resources.of(offer.getResourcesList())).isEqualTo(agent.total());
    assertThat(offer.hasAllocationInfo()).isFalse();

    Verdict verdict =
        framework.accept(0, List.of(offer), launch(task("t", offer, "cpus:1;mem:128")));
    assertThat(verdict).isEqualTo(new Verdict.Accepted());
    assertThat(agent.obey()).containsExactly("run t");
    AgentView seen = world.view().agents().getFirst();
    assertThat(seen.used()).isEqualTo(World.resources("cpus:1;mem:128"));

    TaskStatus running = agent.update("t", TaskState.TASK_RUNNING);
    world.seconds(1);
    assertThat(framework.news())
        .contains("t TASK_RUNNING", "offers [cpus:3; mem:896; ports:[8081-32000]]");
    framework.acknowledge(running);
    assertThat(agent.obey()).containsExactly("ack t");

    TaskStatus finished = agent.update("t", TaskState.TASK_FINISHED);
    assertThat(world.view().agents().getFirst().used()).isEqualTo(Resources.NONE);
    assertThat(world.view().frameworks().getFirst().tasks()).hasSize(1);
    framework.acknowledge(finished);
    FrameworkView after = world.view().frameworks().getFirst();
    assertThat(after.tasks()).isEmpty();
    assertThat(after.completed()).hasSize(1);
  }
}
