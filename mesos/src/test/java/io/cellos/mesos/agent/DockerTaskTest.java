package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.agent.container.docker.OwnEngine;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class DockerTaskTest {
  @TempDir Path work;

  private static TaskInfo task(String id, String image, String command) {
    return Tasks.task(id)
        .setCommand(CommandInfo.newBuilder().setValue(command))
        .setContainer(
            ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(
                    DockerInfo.newBuilder().setImage(image).setNetwork(DockerInfo.Network.HOST)))
        .build();
  }

  @Test
  void tasksInDocker() throws Exception {
    try (OwnEngine engine = OwnEngine.start()) {
      engine.image("busybox", "");
      try (TestAgent agent = TestAgent.start(work, engine.environment())) {
        TestMaster master = agent.master;
        agent.run(task("t1", "busybox", "echo hello; exit 3"));
        assertThat(master.awaitState("t1", TaskState.TASK_FAILED).status().getMessage())
            .isEqualTo("Command exited with status 3");
        assertThat(agent.sandbox("t1").resolve("stdout")).hasContent("hello");
        agent.run(task("t2", "busybox", "sleep 300"));
        master.awaitState("t2", TaskState.TASK_RUNNING);
        agent.stop();
        master.forget();
        agent.start();
        master.awaitRegistered();
        master.say(new ToAgent.KillTask(Tasks.FRAMEWORK.getId(), Tasks.id("t2"), Optional.empty()));
        master.awaitState("t2", TaskState.TASK_KILLED);
        agent.run(task("t3", "no-such-image:1", "true"));
        ToMaster.Update end = master.awaitState("t3", TaskState.TASK_FAILED);
        assertThat(end.status().getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
      }
    }
  }
}
