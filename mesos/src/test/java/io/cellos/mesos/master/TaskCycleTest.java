package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.mesos.testing.SimulatedAgent;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.util.List;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a task, over real connections: offered, launched, running, killed, looked at. */
final class TaskCycleTest {
  private static final FrameworkInfo INFO =
      FrameworkInfo.newBuilder().setUser("nobody").setName("tester").build();

  static TaskInfo task(Offer offer, String id) throws IOException {
    return TaskInfo.newBuilder()
        .setName(id)
        .setTaskId(TaskID.newBuilder().setValue(id))
        .setAgentId(offer.getAgentId())
        .setCommand(CommandInfo.newBuilder().setValue("true"))
        .addAllResources(Resources.parse("cpus:0.5;mem:64").list())
        .build();
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void taskIsLaunchedRunsAndIsKilled(Wire wire) throws IOException {
    try (TestMaster master = TestMaster.start("--cluster=c");
        SimulatedAgent agent =
            SimulatedAgent.start(master.uri(), "a1", "cpus:4;mem:1024;disk:100;ports:[8081-9000]");
        TestFramework framework = TestFramework.subscribe(master.uri(), wire, INFO)) {
      await().until(() -> framework.offer(offer -> true).isPresent());
      assertThat(framework.events().subList(0, 2))
          .extracting(Event::getType)
          .containsExactly(Event.Type.SUBSCRIBED, Event.Type.HEARTBEAT);
      Offer offer = framework.offer(o -> true).orElseThrow();
      assertThat(offer.getAgentId()).isEqualTo(agent.id().join());
      assertThat(framework.launch(offer, List.of(task(offer, "t1"))).status()).isEqualTo(202);
      await().until(() -> !framework.statuses().isEmpty());
      TaskStatus running = framework.statuses().getFirst();
      assertThat(running.getState()).isEqualTo(TaskState.TASK_RUNNING);
      assertThat(framework.acknowledge(running).status()).isEqualTo(202);
      looksRight(master.json("/state"), framework.id().getValue());
      framework.call(
          Call.newBuilder()
              .setType(Call.Type.KILL)
              .setKill(Call.Kill.newBuilder().setTaskId(running.getTaskId())));
      await().until(() -> framework.statuses().getLast().getState() == TaskState.TASK_KILLED);
      framework.acknowledge(framework.statuses().getLast());
      await()
          .until(
              () ->
                  master.json("/master/state.json").at("/frameworks/0/completed_tasks").size()
                      == 1);
    }
  }

  private static void looksRight(JsonNode state, String framework) {
    assertThat(state.get("cluster").asText()).isEqualTo("c");
    assertThat(state.get("activated_slaves").asInt()).isEqualTo(1);
    assertThat(state.at("/slaves/0/resources/ports").asText()).isEqualTo("[8081-9000]");
    assertThat(state.at("/slaves/0/used_resources/cpus").asDouble()).isEqualTo(0.5);
    assertThat(state.at("/frameworks/0/id").asText()).isEqualTo(framework);
    assertThat(state.at("/frameworks/0/role").asText()).isEqualTo("*");
    JsonNode task = state.at("/frameworks/0/tasks/0");
    assertThat(task.get("id").asText()).isEqualTo("t1");
    assertThat(task.get("state").asText()).isEqualTo("TASK_RUNNING");
    assertThat(task.get("slave_id").asText()).isEqualTo(state.at("/slaves/0/id").asText());
    assertThat(task.at("/resources/mem").asDouble()).isEqualTo(64);
    assertThat(task.at("/statuses/0/state").asText()).isEqualTo("TASK_RUNNING");
  }
}
