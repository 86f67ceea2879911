package io.cellos.mesos.master.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.protocols.mesos.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: nothing is offered twice, nothing is lost. */
final class InvariantTest {
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void holdsAfterEveryStep(long seed) {
    RandomCell cell = new RandomCell(seed);
    for (int i = 0; i < STEPS; i++) {
      String step = cell.step();
      check(cell.world, "seed " + seed + ", step " + i + ": " + step);
    }
    cell.settle();
    check(cell.world, "seed " + seed + ", settled");
    for (FrameworkView framework : cell.world.view().frameworks()) {
      assertThat(framework.tasks()).as("seed " + seed + ": all tasks end acknowledged").isEmpty();
      assertThat(framework.used()).isEqualTo(Resources.NONE);
    }
    for (AgentView agent : cell.world.view().agents()) {
      assertThat(agent.used()).isEqualTo(Resources.NONE);
    }
    assertThat(cell.launched()).as("seed " + seed + " is a real test").isGreaterThan(20);
  }

  private static void check(World world, String when) {
    Map<AgentID, Resources> offered = new HashMap<>();
    Map<AgentID, Resources> used = new HashMap<>();
    for (FrameworkView framework : world.view().frameworks()) {
      for (Offer offer : framework.summary().getOffersList()) {
        add(offered, offer.getAgentId(), offer.getResourcesList());
      }
      for (Task task : framework.tasks()) {
        if (task.getState() != TaskState.TASK_FINISHED
            && task.getState() != TaskState.TASK_KILLED) {
          add(used, task.getAgentId(), task.getResourcesList());
        }
      }
      framework
          .executors()
          .forEach(e -> add(used, e.getAgentId(), e.getExecutorInfo().getResourcesList()));
    }
    for (AgentView agent : world.view().agents()) {
      AgentID id = agent.summary().getAgentInfo().getId();
      Resources offers = offered.getOrDefault(id, Resources.NONE);
      Resources uses = used.getOrDefault(id, Resources.NONE);
      assertThat(agent.offered()).as(when + ": offers of the agent").isEqualTo(offers);
      assertThat(agent.used()).as(when + ": uses of the agent").isEqualTo(uses);
      Resources free = world.core().free(id);
      assertThat(free.plus(offers).plus(uses))
          .as(when + ": free, offered and used make up the total")
          .isEqualTo(agent.total());
      assertThat(agent.connected() || offers.isEmpty()).as(when).isTrue();
    }
    assertThat(used.keySet())
        .as(when + ": what is used is on agents there are")
        .allMatch(
            id ->
                world.view().agents().stream()
                    .anyMatch(agent -> agent.summary().getAgentInfo().getId().equals(id)));
  }

  private static void add(
      Map<AgentID, Resources> sums, AgentID id, List<org.apache.mesos.v1.Protos.Resource> more) {
    sums.merge(id, Resources.of(more).unallocate(), Resources::plus);
  }
}
