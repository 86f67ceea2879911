package io.cellos.mesos.agent;

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
      for (int i = 0; i < TASKS; i++) {
        agent.run("t" + i, "true");
      }
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofMinutes(2))
          .until(() -> finished(agent) >= TASKS);
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
