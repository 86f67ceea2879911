package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.container.docker.DockerSettings;
import io.cellos.mesos.agent.container.docker.OwnEngine;
import io.cellos.mesos.agent.container.docker.SandboxContainers;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            .isEqualTo("Container exited with status 3");
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
        assertThat(end.status().getMessage()).contains("can't pull no-such-image:1: ");
        aPullHoldsNobodyUp(agent, engine);
        whatNoTaskKnowsIsRemoved(agent, engine);
      }
    }
  }

  /** A registry that says nothing. */
  private static void aPullHoldsNobodyUp(TestAgent agent, OwnEngine engine)
      throws IOException, InterruptedException {
    ProcessRef silent =
        engine.start(
            List.of("/bin/busybox", "nc", "-ll", "-p", "5999", "-e", "sleep", "300"),
            agent.work,
            agent.work.resolve("nc.log"));
    Path ports = Path.of("/proc/" + silent.pid() + "/net/tcp6");
    try {
      await().until(() -> Files.readString(ports).contains(":%04X ".formatted(5999)));
      agent.run(task("slow", "127.0.0.1:5999/slow", "true"));
      agent.run(task("quick", "busybox", "true"));
      agent.master.awaitState("quick", TaskState.TASK_FINISHED);
      agent.master.say(
          new ToAgent.KillTask(Tasks.FRAMEWORK.getId(), Tasks.id("slow"), Optional.empty()));
      agent.master.awaitState("slow", TaskState.TASK_KILLED);
    } finally {
      ProcessGroups.stop(silent.pid(), Duration.ofSeconds(1));
    }
  }

  /** The agent forgets what it ran, as after a change that it can't take over. */
  private static void whatNoTaskKnowsIsRemoved(TestAgent agent, OwnEngine engine)
      throws IOException, InterruptedException {
    SandboxContainers all = SandboxContainers.of(DockerSettings.of(engine.environment()));
    agent.run(task("t4", "busybox", "sleep 300"));
    agent.master.awaitState("t4", TaskState.TASK_RUNNING);
    assertThat(all.below(agent.work)).singleElement().matches(SandboxContainers.Found::isRunning);
    assertThat(all.below(agent.work.resolve("other"))).isEmpty();
    agent.stop();
    AtomicFiles.deleteTree(agent.work.resolve("meta"));
    agent.start();
    await().until(() -> all.below(agent.work).isEmpty());
    agent.run(task("t5", "busybox", "sleep 300"));
    agent.master.awaitState("t5", TaskState.TASK_RUNNING);
    for (SandboxContainers.Found left : all.below(agent.work)) {
      all.remove(left);
    }
    agent.master.awaitState("t5", TaskState.TASK_FAILED);
    assertThat(all.below(agent.work)).isEmpty();
  }
}
