package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are JVMs of their own and are killed, again and again. */
class RestartTest {
  @TempDir Path work;
  private TestAgent description;
  private TestMaster master;
  private ProcessRef process;

  @BeforeEach
  void begin() throws Exception {
    description = TestAgent.start(work);
    master = description.master;
    description.stop();
    start();
  }

  private void start() throws Exception {
    int before = master.heard(ToMaster.Register.class).size();
    process =
        ProcessGroups.start(
            JavaCommand.current()
                .of(64, Map.of(), AgentMain.class, description.arguments.toArray(String[]::new)),
            work,
            Map.of("PATH", System.getenv("PATH")),
            work.resolve("agent.log"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                master.heard(ToMaster.Register.class).size() > before
                    && Files.exists(work.resolve("meta/agent.info")));
  }

  private void kill() {
    ProcessGroups.signal(process.pid(), ProcessGroups.Signal.KILL);
    await().until(() -> !ProcessGroups.isAlive(process.pid()));
  }

  @AfterEach
  void end() {
    ProcessGroups.signal(process.pid(), ProcessGroups.Signal.KILL);
    await().until(() -> !ProcessGroups.isAlive(process.pid()));
    description.close();
  }

  @Test
  void tasksRunOnAndTheirEndIsFound() throws Exception {
    Path go = work.resolve("go");
    description.run("runs", "while [ ! -e " + go + " ]; do sleep 0.1; done; exit 7");
    description.run("ends", "while [ ! -e " + go + " ]; do sleep 0.1; done; kill -9 $$");
    master.awaitState("runs", TaskState.TASK_RUNNING);
    master.awaitState("ends", TaskState.TASK_RUNNING);
    kill();
    start();
    ToMaster.Register again = master.heard(ToMaster.Register.class).getLast();
    assertThat(again.agent().getId().getValue()).isEqualTo(TestMaster.AGENT);
    assertThat(again.tasks()).extracting(Task::getState).containsOnly(TaskState.TASK_RUNNING);
    assertThat(again.frameworks()).containsExactly(Tasks.FRAMEWORK);
    kill();
    Files.createFile(go);
    await().until(() -> traces().stream().filter(name -> name.endsWith(".exit")).count() == 2);
    start();
    assertThat(master.awaitState("runs", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Command exited with status 7");
    assertThat(master.awaitState("ends", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Command terminated with signal Killed");
    await().until(() -> traces().isEmpty());
  }

  private List<String> traces() throws Exception {
    try (var files = Files.list(work.resolve("meta/processes"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  @Tag("long")
  void whatWasNotAcknowledgedIsSaidAgain() throws Exception {
    master.acknowledging(false);
    description.run("t1", "true");
    ToMaster.Update starting = master.awaitState("t1", TaskState.TASK_STARTING);
    await()
        .until(
            () ->
                master.heard(ToMaster.Update.class).getLast().latest() == TaskState.TASK_FINISHED
                    || traces().isEmpty());
    kill();
    master.forget();
    start();
    assertThat(master.awaitState("t1", TaskState.TASK_STARTING)).isEqualTo(latest(starting));
    assertThat(master.states("t1")).containsExactly(TaskState.TASK_STARTING);
    master.acknowledging(true);
    master.acknowledge(starting);
    master.awaitState("t1", TaskState.TASK_FINISHED);
  }

  private static ToMaster.Update latest(ToMaster.Update update) {
    return new ToMaster.Update(update.framework(), update.status(), TaskState.TASK_FINISHED);
  }

  @Test
  @Tag("long")
  void aKillIsGoneThroughWith() throws Exception {
    description.run("t1", "trap '' TERM; while :; do sleep 0.1; done");
    master.awaitState("t1", TaskState.TASK_RUNNING);
    await().until(() -> Files.exists(description.sandbox("t1")));
    master.say(new ToAgent.KillTask(Tasks.FRAMEWORK.getId(), Tasks.id("t1"), Optional.empty()));
    await().until(() -> journal().contains("KILL"));
    kill();
    start();
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_KILLED);
    assertThat(end.status().getMessage()).isEqualTo("Command terminated with signal Killed");
  }

  private String journal() throws Exception {
    try (var files = Files.list(work.resolve("meta/runs"))) {
      return Files.readString(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  @Tag("long")
  void whoLosesItsProcessesSaysSo() throws Exception {
    description.run("t1", "sleep 300");
    master.awaitState("t1", TaskState.TASK_RUNNING);
    kill();
    String pid =
        Files.readString(
                work.resolve("meta/processes")
                    .resolve(
                        traces().stream()
                            .filter(n -> n.endsWith(".pid"))
                            .findFirst()
                            .orElseThrow()))
            .split(" ")[0];
    long shell = ProcessHandle.of(Long.parseLong(pid)).orElseThrow().parent().orElseThrow().pid();
    ProcessGroups.signal(shell, ProcessGroups.Signal.KILL);
    ProcessGroups.signal(Long.parseLong(pid), ProcessGroups.Signal.KILL);
    start();
    assertThat(master.awaitState("t1", TaskState.TASK_FAILED).status().getMessage())
        .isEqualTo("Failed to get exit status for Command");
  }

  @Test
  void anAgentThatIsNotTheSameAnyMoreSaysSo() {
    kill();
    String[] arguments = description.arguments.toArray(String[]::new);
    arguments[3] = "--resources=cpus:2;mem:1024;disk:1024;ports:[31000-31100]";
    assertThatThrownBy(() -> AgentServer.start(AgentFlags.parse(arguments, Map.of()), Map.of()))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("this is not the agent that it was")
        .hasMessageContaining("resources were");
  }
}
