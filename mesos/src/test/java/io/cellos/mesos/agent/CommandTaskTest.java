package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Secret;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTaskTest {
  @TempDir Path work;
  private TestAgent agent;
  private TestMaster master;

  @BeforeEach
  void begin() throws Exception {
    agent = TestAgent.start(work);
    master = agent.master;
  }

  @AfterEach
  void end() {
    agent.close();
  }

  @Test
  void runsToItsEnd() throws Exception {
    agent.run("t1", "echo hello; echo oops >&2");
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_FINISHED);
    assertThat(master.states("t1"))
        .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    assertThat(end.status().getMessage()).isEqualTo("Command exited with status 0");
    assertThat(end.status().getUuid().size()).isEqualTo(16);
    assertThat(end.status().getExecutorId().getValue()).isEqualTo("t1");
    assertThat(
            end.status().getContainerStatus().getNetworkInfos(0).getIpAddresses(0).getIpAddress())
        .isEqualTo("127.0.0.1");
    assertThat(Files.readString(agent.sandbox("t1").resolve("stdout"))).isEqualTo("hello\n");
    assertThat(Files.readString(agent.sandbox("t1").resolve("stderr"))).isEqualTo("oops\n");
  }

  @Test
  void howItFails() {
    agent.run("t1", "exit 3");
    agent.run("t2", "kill -9 $$");
    agent.run("t3", "exit 137");
    agent.run("t4", "kill $$");
    agent.run(
        Tasks.task("t5")
            .setCommand(CommandInfo.newBuilder().setShell(false).setValue("no-such-program"))
            .build());
    assertThat(failure("t1")).isEqualTo("Command exited with status 3");
    assertThat(failure("t2")).isEqualTo("Command terminated with signal Killed");
    assertThat(failure("t3")).isEqualTo("Command exited with status 137");
    assertThat(failure("t4")).isEqualTo("Command terminated with signal Terminated");
    assertThat(failure("t5")).isEqualTo("Command exited with status 127");
  }

  private String failure(String task) {
    ToMaster.Update end = master.awaitState(task, TaskState.TASK_FAILED);
    assertThat(end.status().hasReason()).isFalse();
    return end.status().getMessage();
  }

  @Test
  void itsEnvironmentIsItsOwn() throws Exception {
    Environment.Builder environment = Environment.newBuilder();
    environment.addVariablesBuilder().setName("MINE").setValue("a b\n'c'");
    environment.addVariablesBuilder().setName("with.dot").setValue("d");
    agent.run(
        Tasks.task("t1")
            .setCommand(
                CommandInfo.newBuilder()
                    .setShell(false)
                    .setValue("env")
                    .addArguments("env")
                    .addArguments("-0")
                    .setEnvironment(environment))
            .build());
    master.awaitState("t1", TaskState.TASK_FINISHED);
    Map<String, String> found = new TreeMap<>();
    for (String variable : Files.readString(agent.sandbox("t1").resolve("stdout")).split("\0")) {
      found.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    String sandbox = agent.sandbox("t1").toRealPath().toString();
    assertThat(found)
        .containsOnlyKeys(
            "MESOS_SANDBOX",
            "MESOS_DIRECTORY",
            "MESOS_FRAMEWORK_ID",
            "MESOS_EXECUTOR_ID",
            "MESOS_SLAVE_ID",
            "MESOS_AGENT_ENDPOINT",
            "MESOS_CHECKPOINT",
            "PATH",
            "MINE",
            "with.dot")
        .containsEntry("MESOS_EXECUTOR_ID", "t1")
        .containsEntry("MESOS_SLAVE_ID", TestMaster.AGENT)
        .containsEntry("MESOS_CHECKPOINT", "0")
        .containsEntry("MINE", "a b\n'c'");
    assertThat(Path.of(found.get("MESOS_SANDBOX")).toRealPath()).hasToString(sandbox);
    assertThat(Path.of(found.get("MESOS_DIRECTORY")).toRealPath()).hasToString(sandbox);
  }

  @Test
  void secretsAreGivenByValue() throws Exception {
    Secret.Builder secret = Secret.newBuilder().setType(Secret.Type.VALUE);
    secret.getValueBuilder().setData(ByteString.copyFromUtf8("s3cret"));
    agent.run(withSecret("t1", secret));
    master.awaitState("t1", TaskState.TASK_FINISHED);
    assertThat(Files.readString(agent.sandbox("t1").resolve("stdout"))).isEqualTo("s3cret\n");

    Secret.Builder reference = Secret.newBuilder().setType(Secret.Type.REFERENCE);
    reference.getReferenceBuilder().setName("vault/key");
    agent.run(withSecret("t2", reference));
    assertThat(master.awaitState("t2", TaskState.TASK_FAILED).status().getMessage())
        .contains("'PASSWORD' refers to the secret 'vault/key'", "type VALUE");
  }

  private static TaskInfo withSecret(String task, Secret.Builder secret) {
    Environment.Builder environment = Environment.newBuilder();
    environment
        .addVariablesBuilder()
        .setName("PASSWORD")
        .setType(Environment.Variable.Type.SECRET)
        .setSecret(secret);
    return Tasks.task(task)
        .setCommand(CommandInfo.newBuilder().setValue("echo $PASSWORD").setEnvironment(environment))
        .build();
  }

  private void kill(String task, Optional<Duration> grace) {
    master.say(
        new ToAgent.KillTask(
            Tasks.FRAMEWORK.getId(),
            Tasks.id(task),
            grace.map(
                g ->
                    KillPolicy.newBuilder()
                        .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(g.toNanos()))
                        .build())));
  }

  @Test
  void whoEndsWellWhenKilledIsKilledAllTheSame() {
    agent.run("t1", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done");
    awaitOutput("t1", "ready");
    kill("t1", Optional.empty());
    assertThat(master.awaitState("t1", TaskState.TASK_KILLED).status().getMessage())
        .isEqualTo("Command exited with status 0");
    assertThat(master.states("t1")).doesNotContain(TaskState.TASK_KILLING);
  }

  private void awaitOutput(String task, String text) {
    await()
        .until(
            () -> {
              Path out = agent.sandbox(task).resolve("stdout");
              return Files.exists(out) && Files.readString(out).contains(text);
            });
  }

  @Test
  void whoDoesNotEndIsKilledWhenItsGraceIsOver() {
    FrameworkInfo knowing =
        Tasks.FRAMEWORK.toBuilder()
            .addCapabilities(Capability.newBuilder().setType(Capability.Type.TASK_KILLING_STATE))
            .build();
    master.say(
        new ToAgent.RunTask(
            knowing,
            Tasks.shell(
                "t1",
                "trap '' TERM; (trap '' TERM; sleep 300) & echo $! ready; sleep 300; sleep 300")));
    awaitOutput("t1", "ready");
    long begun = System.nanoTime();
    kill("t1", Optional.of(Duration.ofSeconds(1)));
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_KILLED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    assertThat(end.status().getMessage()).isEqualTo("Command terminated with signal Killed");
    assertThat(master.states("t1")).endsWith(TaskState.TASK_KILLING, TaskState.TASK_KILLED);
    await().until(() -> !isAlive(firstWord("t1")));
  }

  private String firstWord(String task) throws Exception {
    return Files.readString(agent.sandbox(task).resolve("stdout")).split(" ")[0];
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> ProcessRef.of(process).isAlive())
        .isPresent();
  }

  @Test
  void itHasItsTimeAndNoMore() {
    agent.run(
        Tasks.shell("t1", "sleep 300").toBuilder()
            .setMaxCompletionTime(DurationInfo.newBuilder().setNanoseconds(500_000_000))
            .build());
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_FAILED);
    assertThat(end.status().getReason()).isEqualTo(Reason.REASON_MAX_COMPLETION_TIME_REACHED);
  }

  @Test
  void whatItLeavesBehindEndsWithIt() throws Exception {
    agent.run("t1", "sleep 300 & echo $! left");
    master.awaitState("t1", TaskState.TASK_FINISHED);
    await().until(() -> !isAlive(firstWord("t1")));
  }

  @Test
  void anotherUser() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    CommandInfo whoami = CommandInfo.newBuilder().setValue("id -un").setUser("nobody").build();
    agent.run(Tasks.task("t1").setCommand(whoami).build());
    if (root) {
      master.awaitState("t1", TaskState.TASK_FINISHED);
      assertThat(Files.readString(agent.sandbox("t1").resolve("stdout"))).isEqualTo("nobody\n");
    } else {
      ToMaster.Update end = master.awaitState("t1", TaskState.TASK_FAILED);
      assertThat(end.status().getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
    }
    agent.run(
        Tasks.task("t2")
            .setCommand(CommandInfo.newBuilder().setValue("true").setUser("no-such-user"))
            .build());
    ToMaster.Update refused = master.awaitState("t2", TaskState.TASK_FAILED);
    assertThat(refused.status().getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
    assertThat(master.states("t2")).isEqualTo(List.of(TaskState.TASK_FAILED));
  }
}
