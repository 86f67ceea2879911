package io.cellos.mesos.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.agent.testing.Tasks;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.junit.jupiter.api.Test;

/** What is over is not kept for ever. */
class RetentionTest {
  private final World world = new World();

  private void runAndEnd(String framework, String task) {
    FrameworkInfo info =
        Tasks.FRAMEWORK.toBuilder().setId(FrameworkID.newBuilder().setValue(framework)).build();
    world.run(info, Tasks.shell(task, "true"));
    world.launched(task);
    world.acknowledgeAll(info, task);
    world.ended(task, WaitStatus.exited(0));
    world.acknowledgeAll(info, task);
  }

  @Test
  void theLatestExecutorsOfTheLatestFrameworksAreKept() {
    for (int f = 0; f < 60; f++) {
      runAndEnd("f" + f, "t" + f);
    }
    for (int i = 0; i < 160; i++) {
      runAndEnd("f20", "u" + i);
    }
    assertThat(world.core.view().completed())
        .hasSize(49 + 150)
        .extracting(executor -> executor.run().framework())
        .contains("f20", "f59")
        .doesNotContain("f9");
    assertThat(world.core.view().completed().getLast().run().executor()).isEqualTo("u159");
  }
}
