package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.process.JavaCommand;
import io.cellos.mesos.agent.testing.ExecutorMain;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that are programs of their own, and the default one. */
class ExecutorTest {
  private static final ExecutorID ID = ExecutorID.newBuilder().setValue("own").build();

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

  private static TaskInfo task(String id, Wire wire) {
    List<String> words = JavaCommand.current().of(48, Map.of(), ExecutorMain.class, wire.name());
    return Tasks.task(id)
        .setExecutor(
            ExecutorInfo.newBuilder()
                .setExecutorId(ID)
                .setCommand(
                    CommandInfo.newBuilder()
                        .setShell(false)
                        .setValue(words.getFirst())
                        .addAllArguments(words)))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTheFrameworksOwn(Wire wire) throws Exception {
    agent.run(task("a", wire));
    master.awaitState("a", TaskState.TASK_RUNNING);
    agent.run(task("b", wire));
    master.awaitState("b", TaskState.TASK_RUNNING);
    ByteString hello = ByteString.copyFromUtf8("hello");
    master.say(new ToAgent.ExecutorMessage(Tasks.FRAMEWORK.getId(), ID, hello));
    await().until(() -> !master.heard(ToMaster.ExecutorMessage.class).isEmpty());
    assertThat(master.heard(ToMaster.ExecutorMessage.class).getFirst().data()).isEqualTo(hello);
    master.say(new ToAgent.KillTask(Tasks.FRAMEWORK.getId(), Tasks.id("a"), Optional.empty()));
    master.awaitState("a", TaskState.TASK_KILLED);
    master.say(new ToAgent.ShutdownExecutor(Tasks.FRAMEWORK.getId(), ID));
    ToMaster.Update end = master.awaitState("b", TaskState.TASK_FAILED);
    assertThat(end.status().getReason()).isEqualTo(Reason.REASON_EXECUTOR_TERMINATED);
    assertThat(exit()).isEqualTo(0);
  }

  private int exit() {
    await().until(() -> !master.heard(ToMaster.ExecutorExited.class).isEmpty());
    return master.heard(ToMaster.ExecutorExited.class).getFirst().status();
  }

  @Test
  void itOutlivesTheAgent() throws Exception {
    agent.run(task("a", Wire.JSON));
    master.awaitState("a", TaskState.TASK_RUNNING);
    agent.stop();
    agent.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Files.readString(agent.sandbox("own").resolve("stdout"))
                        .split("SUBSCRIBED", -1)
                        .length
                    == 3);
    master.say(
        new ToAgent.ExecutorMessage(Tasks.FRAMEWORK.getId(), ID, ByteString.copyFromUtf8("exit")));
    master.awaitState("a", TaskState.TASK_FAILED);
    assertThat(exit()).isEqualTo(3 << 8);
  }

  @Test
  void itsCallsAreChecked() throws Exception {
    assertThat(post("{}", "application/json")).isEqualTo(400);
    assertThat(post("no json", "application/json")).isEqualTo(400);
    assertThat(post("{}", "text/plain")).isEqualTo(415);
    String ids = "\"framework_id\":{\"value\":\"f\"},\"executor_id\":{\"value\":\"e\"}";
    assertThat(post("{\"type\":\"SUBSCRIBE\",\"subscribe\":{}," + ids + "}", "application/json"))
        .isEqualTo(400);
    assertThat(post("{\"type\":\"HEARTBEAT\"," + ids + "}", "application/json")).isEqualTo(202);
    assertThat(HttpCalls.get(agent.uri("/api/v1/executor"), Duration.ofSeconds(5)).status())
        .isEqualTo(405);
  }

  private int post(String body, String type) throws Exception {
    return HttpCalls.send(
            HttpCall.of("POST", agent.uri("/api/v1/executor"), Duration.ofSeconds(5))
                .header("Content-Type", type)
                .body(body.getBytes(StandardCharsets.UTF_8)))
        .status();
  }

  @Test
  void taskGroups() throws Exception {
    ExecutorInfo executor =
        ExecutorInfo.newBuilder().setType(ExecutorInfo.Type.DEFAULT).setExecutorId(ID).build();
    master.say(
        new ToAgent.RunGroup(
            Tasks.FRAMEWORK,
            executor,
            List.of(Tasks.shell("a", "echo here; sleep 300"), Tasks.shell("b", "sleep 300"))));
    ToMaster.Update running = master.awaitState("a", TaskState.TASK_RUNNING);
    master.awaitState("b", TaskState.TASK_RUNNING);
    assertThat(running.status().getContainerStatus().getContainerId().hasParent()).isTrue();
    Path out = agent.sandbox("own").resolve("tasks/a/stdout");
    await().until(() -> Files.readString(out).equals("here\n"));
    master.say(new ToAgent.KillTask(Tasks.FRAMEWORK.getId(), Tasks.id("a"), Optional.empty()));
    master.awaitState("a", TaskState.TASK_KILLED);
    master.awaitState("b", TaskState.TASK_KILLED);
    assertThat(exit()).isEqualTo(0);
  }
}
