package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.link.ToMaster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.master.Protos.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is over is not kept for ever. */
final class RetentionTest {
  private final World world =
      new World(
          new MasterSettings(
              Duration.ofSeconds(1),
              Duration.ofSeconds(15),
              5,
              Duration.ofMinutes(10),
              Optional.empty(),
              new MasterSettings.Retention(
                  1, 2, 3, Duration.ofMinutes(15), Duration.ofHours(2), 4)));
  private final List<FakeAgent> agents = new ArrayList<>();
  private final FakeAgent there = new FakeAgent(world, "there", "cpus:4;mem:1024");

  private void leave(int count, boolean gone) {
    for (int i = 0; i < count; i++) {
      FakeAgent agent = new FakeAgent(world, "h" + agents.size(), "cpus:4;mem:1024");
      agents.add(agent);
      if (gone) {
        world.operator(
            Call.newBuilder()
                .setType(Call.Type.MARK_AGENT_GONE)
                .setMarkAgentGone(Call.MarkAgentGone.newBuilder().setAgentId(agent.id)));
      } else {
        agent.lose();
        pass(Duration.ofMinutes(2));
      }
    }
  }

  /** While one agent is there. */
  private void pass(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusMinutes(1)) {
      world.agentSays(there.link, new ToMaster.Heartbeat());
      world.pass(Duration.ofMinutes(1));
    }
  }

  private Stream<String> keys(String prefix) {
    return world.registry.keySet().stream().filter(key -> key.startsWith(prefix));
  }

  @ParameterizedTest(name = "{0} agents, gone {1}, after {2}")
  @CsvSource({
    "3, true,  PT1H,    3",
    "3, true,  PT2H20M, 0",
    "6, true,  PT20M,   4",
    "3, false, PT1H,    3",
    "3, false, PT2H20M, 0",
    "6, false, PT20M,   4"
  })
  void agentsThatAreAwayAreForgotten(int count, boolean gone, Duration after, int left) {
    leave(count, gone);
    pass(after);
    String folder = gone ? "gone/" : "unreachable/";
    List<String> youngest =
        agents.subList(count - left, count).stream()
            .map(agent -> folder + agent.id.getValue())
            .toList();
    assertThat(keys(folder)).containsExactlyInAnyOrderElementsOf(youngest);
    assertThat(keys("agents/"))
        .hasSize(gone ? 1 : 1 + left)
        .contains("agents/" + there.id.getValue());
    world.lead();
    assertThat(gone ? world.view().gone() : world.view().unreachable()).hasSize(left);
  }

  @Test
  void tasksOfAForgottenAgentAreUnknown() {
    FakeFramework framework =
        new FakeFramework(world, "*", Capability.Type.PARTITION_AWARE).subscribe();
    for (int i = 0; i < 5; i++) {
      world.seconds(1);
      Offer offer = framework.offer();
      framework.accept(0, List.of(offer), launch(task("t" + i, offer, "cpus:0.5;mem:64")));
      there.obey();
    }
    there.lose();
    world.seconds(80);
    assertThat(world.view().frameworks().getFirst().unreachable()).hasSize(3);
    world.pass(Duration.ofMinutes(140));
    assertThat(world.view().frameworks().getFirst().unreachable()).isEmpty();
    framework.news();
    framework.reconcile("t4", there.id);
    assertThat(framework.news()).containsExactly("t4 TASK_UNKNOWN REASON_RECONCILIATION");
    there.join();
    assertThat(framework.news()).contains("t4 TASK_STAGING REASON_AGENT_REREGISTERED");
    assertThat(keys("agents/")).hasSize(1);
  }

  @Test
  void tasksAndFrameworksThatAreOverAreFew() {
    for (int f = 0; f < 3; f++) {
      FakeFramework framework = new FakeFramework(world, "*").subscribe();
      for (int i = 0; i < 4; i++) {
        world.seconds(1);
        Offer offer = framework.offer();
        framework.accept(0, List.of(offer), launch(task("t" + i, offer, "cpus:1;mem:64")));
      }
      world.operator(
          Call.newBuilder()
              .setType(Call.Type.TEARDOWN)
              .setTeardown(Call.Teardown.newBuilder().setFrameworkId(framework.id())));
    }
    assertThat(world.view().completed())
        .singleElement()
        .satisfies(
            over ->
                assertThat(over.completed())
                    .hasSize(2)
                    .allMatch(ended -> ended.getState() == TaskState.TASK_KILLED));
  }
}
