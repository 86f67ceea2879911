package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.mesos.link.ToMaster;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTasksTest {
  private static final int TASKS = 500;

  @TempDir Path work;

  @Test
  void manyAtOnceAllFinish() throws Exception {
    try (TestAgent agent = TestAgent.start(work)) {
      long begun = System.nanoTime();
      for (int i = 0; i < TASKS; i++) {
        agent.run("t" + i, "true");
      }
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(30))
          .until(() -> finished(agent) >= TASKS);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf("%d tasks in %.1f s: %.0f/s%n", TASKS, seconds, TASKS / seconds);
      assertThat(seconds).isLessThan(20);
    }
  }

  private static long finished(TestAgent agent) {
    return agent.master.heard(ToMaster.Update.class).stream()
        .filter(update -> update.status().getState() == TaskState.TASK_FINISHED)
        .map(update -> update.status().getTaskId())
        .distinct()
        .count();
  }
}
