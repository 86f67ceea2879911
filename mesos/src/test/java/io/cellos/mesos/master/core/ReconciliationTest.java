package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReconciliationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# asked | on the agent | partition-aware      | other
        |              | t TASK_RUNNING       | t TASK_RUNNING
t       |              | t TASK_RUNNING       | t TASK_RUNNING
t       | known        | t TASK_RUNNING       | t TASK_RUNNING
x       | known        | x TASK_GONE          | x TASK_LOST
x       | unreachable  | x TASK_UNREACHABLE   | x TASK_LOST
x       | gone         | x TASK_GONE_BY_OPERATOR | x TASK_LOST
x       | strange      | x TASK_UNKNOWN       | x TASK_LOST
x       |              | x TASK_UNKNOWN       | x TASK_LOST
""")
  void answers(String asked, String agent, String aware, String other) {
    assertThat(answer(asked, agent, Capability.Type.PARTITION_AWARE))
        .isEqualTo(aware + " REASON_RECONCILIATION");
    assertThat(answer(asked, agent, Capability.Type.TASK_KILLING_STATE))
        .isEqualTo(other + " REASON_RECONCILIATION");
  }

  private static String answer(String asked, String agent, Capability.Type capability) {
    World world = new World();
    FakeFramework framework = new FakeFramework(world, "*", capability).subscribe();
    FakeAgent known = new FakeAgent(world, "known", "cpus:4;mem:1024");
    world.seconds(1);
    Offer offer = framework.offer();
    FakeAgent unreachable = new FakeAgent(world, "unreachable", "cpus:4;mem:1024");
    FakeAgent gone = new FakeAgent(world, "gone", "cpus:4;mem:1024");
    world.operator(
        Protos.Call.newBuilder()
            .setType(Protos.Call.Type.MARK_AGENT_GONE)
            .setMarkAgentGone(Protos.Call.MarkAgentGone.newBuilder().setAgentId(gone.id)));
    world.seconds(50);
    framework.accept(600, List.of(offer), launch(task("t", offer, "cpus:1")));
    known.obey();
    known.update("t", TaskState.TASK_RUNNING);
    world.seconds(30);
    framework.events();
    Call.Reconcile.Builder reconcile = Call.Reconcile.newBuilder();
    if (asked != null) {
      Call.Reconcile.Task.Builder task =
          Call.Reconcile.Task.newBuilder().setTaskId(TaskID.newBuilder().setValue(asked));
      if (agent != null) {
        task.setAgentId(
            switch (agent) {
              case "known" -> known.id;
              case "unreachable" -> unreachable.id;
              case "gone" -> gone.id;
              default -> AgentID.newBuilder().setValue(agent).build();
            });
      }
      reconcile.addTasks(task);
    }
    framework.call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(reconcile));
    return String.join(", ", framework.news());
  }
}
