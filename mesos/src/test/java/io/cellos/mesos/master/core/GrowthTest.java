package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;

/** What a task costs does not grow with the cell; counted, not timed. */
final class GrowthTest {
  /** How many candidates for offers are looked at for each task. */
  private static double steps(int agents, int frameworks, int rounds) {
    World world = new World();
    List<FakeAgent> hosts = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      hosts.add(new FakeAgent(world, "h" + i, "cpus:8;mem:8000"));
    }
    List<FakeFramework> all = new ArrayList<>();
    for (int i = 0; i < frameworks; i++) {
      all.add(new FakeFramework(world, "r" + i).subscribe());
    }
    Map<FrameworkID, FakeFramework> byId = new HashMap<>();
    all.forEach(framework -> byId.put(framework.id(), framework));
    world.seconds(1);
    long before = world.core().allocationSteps();
    int tasks = 0;
    for (int round = 0; round < rounds; round++) {
      for (FakeFramework framework : all) {
        for (Offer offer : framework.offers()) {
          framework.accept(0, List.of(offer), launch(task("t" + tasks++, offer, "cpus:1;mem:1")));
        }
      }
      for (FakeAgent host : hosts) {
        host.obey();
        for (Task running : List.copyOf(host.tasks.values())) {
          FakeFramework its = byId.get(running.getFrameworkId());
          for (TaskState state : List.of(TaskState.TASK_RUNNING, TaskState.TASK_FINISHED)) {
            its.acknowledge(host.update(running.getTaskId().getValue(), state));
          }
        }
        host.obey();
      }
      world.seconds(0.05);
    }
    assertThat(tasks).isGreaterThanOrEqualTo(agents * (rounds - 1));
    return (double) (world.core().allocationSteps() - before) / tasks;
  }

  @Test
  void aTaskCostsTheSameInALargeCell() {
    double small = steps(50, 5, 6);
    double large = steps(1000, 100, 6);
    assertThat(large).isLessThan(small * 2);
  }
}
