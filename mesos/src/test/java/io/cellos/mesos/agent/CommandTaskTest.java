package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTaskTest {
  @TempDir Path work;
  private TestMaster master;
  private AgentServer agent;

  @BeforeEach
  void begin() throws Exception {
    master = new TestMaster();
    String[] arguments = {
      "--master=" + master.address(),
      "--work_dir=" + work,
      "--port=" + freePort(),
      "--resources=cpus:4;mem:1024;disk:1024;ports:[31000-31100]",
      "--attributes=role:stateless-body",
      "--registration_backoff_factor=100ms",
    };
    agent = AgentServer.start(AgentFlags.parse(arguments, Map.of()), Map.of("SECRET", "x"));
    master.awaitRegistered();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void end() {
    if (agent != null) {
      agent.leave();
      agent.ending().join();
      agent.close();
    }
    master.close();
  }

  private void run(String id, String command) {
    master.say(new ToAgent.RunTask(Tasks.FRAMEWORK, Tasks.shell(id, command)));
  }

  @Test
  void runsToItsEnd() throws Exception {
    run("t1", "echo hello; echo oops >&2");
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_FINISHED);
    assertThat(master.states("t1"))
        .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    assertThat(end.status().getMessage()).isEqualTo("Command exited with status 0");
    assertThat(end.status().getUuid().size()).isEqualTo(16);
    Path sandbox =
        work.resolve("slaves/" + TestMaster.AGENT)
            .resolve("frameworks/" + Tasks.FRAMEWORK.getId().getValue())
            .resolve("executors/t1/runs/latest");
    assertThat(Files.readString(sandbox.resolve("stdout"))).isEqualTo("hello\n");
    assertThat(Files.readString(sandbox.resolve("stderr"))).isEqualTo("oops\n");
  }

  @Test
  void howItFails() {
    run("t1", "exit 3");
    run("t2", "kill -9 $$");
    run("t3", "exit 137");
    assertThat(master.awaitState("t1", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Command exited with status 3");
    assertThat(master.awaitState("t2", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Command terminated with signal Killed");
    assertThat(master.awaitState("t3", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Command exited with status 137");
  }
}
