package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.ProcessIO;
import org.apache.mesos.v1.agent.Protos.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path work;
  private TestAgent agent;
  private TestMaster master;
  private ContainerID task;

  @BeforeEach
  void begin() throws Exception {
    agent = TestAgent.start(work);
    master = agent.master;
    agent.run("t1", "echo hello; export A=b; sleep 300");
    task =
        master
            .awaitState("t1", TaskState.TASK_RUNNING)
            .status()
            .getContainerStatus()
            .getContainerId();
  }

  @AfterEach
  void end() {
    agent.close();
  }

  private JsonNode get(String path) throws IOException {
    HttpAnswer answer = HttpCalls.get(agent.uri(path), PATIENCE);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return Json.tree(answer.body());
  }

  @Test
  void classicEndpoints() throws Exception {
    for (String path :
        List.of("/state", "/state.json", "/slave(1)/state", "/slave(1)/state.json")) {
      JsonNode state = get(path);
      assertThat(state.path("id").asText()).isEqualTo(TestMaster.AGENT);
      assertThat(state.path("resources").path("cpus").asDouble()).isEqualTo(4);
      assertThat(state.path("resources").path("ports").asText()).isEqualTo("[31000-31100]");
      assertThat(state.path("attributes").path("role").asText()).isEqualTo("stateless-body");
      assertThat(state.path("flags").path("work_dir").asText()).isEqualTo(work.toString());
      JsonNode executor = state.path("frameworks").path(0).path("executors").path(0);
      assertThat(Path.of(executor.path("directory").asText())).exists();
      assertThat(executor.path("tasks").path(0).path("state").asText()).isEqualTo("TASK_RUNNING");
    }
    assertThat(get("/version").path("version").asText()).isEqualTo("1.11.0");
    assertThat(get("/flags").path("flags").path("gc_delay").asText()).isEqualTo("1weeks");
    JsonNode metrics = get("/metrics/snapshot");
    assertThat(metrics.path("slave/tasks_running").asDouble()).isEqualTo(1);
    assertThat(metrics.path("containerizer/fetcher/cache_size_total_bytes").asDouble())
        .isEqualTo(2.0 * (1L << 30));
    assertThat(metrics.fieldNames())
        .toIterable()
        .contains(
            "gc/path_removals_pending",
            "slave/container_launch_errors",
            "slave/recovery_time_secs",
            "slave/valid_status_updates",
            "system/load_15min");
    assertThat(get("/containers").path(0).path("container_id").asText()).isEqualTo(task.getValue());
    assertThat(get("/monitor/statistics").path(0).path("statistics").path("cpus_limit").asDouble())
        .isEqualTo(0.1);
    String sandbox = get("/state").at("/frameworks/0/executors/0/directory").asText();
    await() // it runs, but may not have said anything yet
        .until(
            () -> get("/files/read?offset=0&path=" + sandbox + "/stdout").path("data").asText(),
            "hello\n"::equals);
  }

  private HttpAnswer post(Wire wire, Call call) throws IOException {
    return HttpCalls.send(
        HttpCall.of("POST", agent.uri("/api/v1"), PATIENCE)
            .header("Content-Type", wire.mediaType())
            .header("Accept", wire.mediaType())
            .body(wire.write(call)));
  }

  private Response ask(Wire wire, Call call) throws IOException {
    HttpAnswer answer = post(wire, call);
    assertThat(answer.status())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    Response.Builder response = Response.newBuilder();
    wire.read(answer.body(), response);
    return response.build();
  }

  private Response ask(Wire wire, Call.Type type) throws IOException {
    return ask(wire, Call.newBuilder().setType(type).build());
  }

  @Test
  void readsInBothEncodings() throws Exception {
    for (Wire wire : Wire.values()) {
      assertThat(ask(wire, Call.Type.GET_HEALTH).getGetHealth().getHealthy()).isTrue();
      assertThat(ask(wire, Call.Type.GET_AGENT).getGetAgent().getAgentInfo().getId().getValue())
          .isEqualTo(TestMaster.AGENT);
      assertThat(ask(wire, Call.Type.GET_TASKS).getGetTasks().getLaunchedTasksList()).hasSize(1);
      assertThat(ask(wire, Call.Type.GET_STATE).getGetState().getGetTasks().getLaunchedTasksCount())
          .isEqualTo(1);
      assertThat(ask(wire, Call.Type.GET_FRAMEWORKS).getGetFrameworks().getFrameworksCount())
          .isEqualTo(1);
      assertThat(ask(wire, Call.Type.GET_CONTAINERS).getGetContainers().getContainersCount())
          .isEqualTo(1);
      assertThat(ask(wire, Call.Type.GET_VERSION).getGetVersion().getVersionInfo().getVersion())
          .isEqualTo("1.11.0");
    }
    assertThat(post(Wire.JSON, Call.newBuilder().setType(Call.Type.UNKNOWN).build()).status())
        .isEqualTo(501);
    assertThat(post(Wire.JSON, Call.getDefaultInstance()).status()).isEqualTo(400);
    assertThat(post(Wire.JSON, Call.newBuilder().setType(Call.Type.GET_METRICS).build()).status())
        .isEqualTo(400);
  }

  private ContainerID inside(String id) {
    return ContainerID.newBuilder().setValue(id).setParent(task).build();
  }

  @Test
  void containersInsideOthers() throws Exception {
    Call.Builder launch = Call.newBuilder().setType(Call.Type.LAUNCH_CONTAINER);
    launch
        .getLaunchContainerBuilder()
        .setContainerId(inside("n1"))
        .setCommand(CommandInfo.newBuilder().setValue("sleep 300"));
    assertThat(post(Wire.JSON, launch.build()).status()).isEqualTo(200);
    Call.Builder kill = Call.newBuilder().setType(Call.Type.KILL_CONTAINER);
    kill.getKillContainerBuilder().setContainerId(inside("n1")).setSignal(15);
    assertThat(post(Wire.PROTOBUF, kill.build()).status()).isEqualTo(200);
    Call.Builder wait = Call.newBuilder().setType(Call.Type.WAIT_CONTAINER);
    wait.getWaitContainerBuilder().setContainerId(inside("n1"));
    assertThat(ask(Wire.JSON, wait.build()).getWaitContainer().getExitStatus()).isEqualTo(15);
    Call.Builder remove = Call.newBuilder().setType(Call.Type.REMOVE_CONTAINER);
    remove.getRemoveContainerBuilder().setContainerId(inside("n1"));
    assertThat(post(Wire.JSON, remove.build()).status()).isEqualTo(200);
    assertThat(post(Wire.JSON, wait.build()).status()).isEqualTo(404);
  }

  @Test
  void aSessionInsideATask() throws Exception {
    Call.Builder session = Call.newBuilder().setType(Call.Type.LAUNCH_NESTED_CONTAINER_SESSION);
    session
        .getLaunchNestedContainerSessionBuilder()
        .setContainerId(inside("s1"))
        .setCommand(CommandInfo.newBuilder().setValue("cat stdout; echo oops >&2; exit 4"));
    for (Wire wire : Wire.values()) {
      session.getLaunchNestedContainerSessionBuilder().setContainerId(inside("s" + wire));
      assertThat(output(wire, session.build()))
          .contains("STDOUT hello\n")
          .contains("STDERR oops\n");
    }
    Call.Builder wait = Call.newBuilder().setType(Call.Type.WAIT_CONTAINER);
    wait.getWaitContainerBuilder().setContainerId(inside("sJSON"));
    assertThat(ask(Wire.JSON, wait.build()).getWaitContainer().getExitStatus()).isEqualTo(4 << 8);
    await().until(() -> master.states("t1").size() == 2);
  }

  private static byte[] records(Wire wire, ContainerID to, String... texts) {
    Call.Builder call = Call.newBuilder().setType(Call.Type.ATTACH_CONTAINER_INPUT);
    Call.AttachContainerInput.Builder attach = call.getAttachContainerInputBuilder();
    attach.setType(Call.AttachContainerInput.Type.CONTAINER_ID).setContainerId(to);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(RecordIo.frame(wire.write(call.build())));
    attach.clear().setType(Call.AttachContainerInput.Type.PROCESS_IO);
    for (String text : texts) {
      attach
          .getProcessIoBuilder()
          .setType(ProcessIO.Type.DATA)
          .getDataBuilder()
          .setType(ProcessIO.Data.Type.STDIN)
          .setData(ByteString.copyFromUtf8(text));
      all.writeBytes(RecordIo.frame(wire.write(call.build())));
    }
    return all.toByteArray();
  }

  private HttpAnswer input(Wire wire, byte[] records) throws IOException {
    return HttpCalls.send(
        HttpCall.of("POST", agent.uri("/api/v1"), PATIENCE)
            .header("Content-Type", "application/recordio")
            .header("Message-Content-Type", wire.mediaType())
            .body(records));
  }

  @Test
  void theInputOfASession() throws Exception {
    String large = "x".repeat(200_000) + "\n"; // more than a pipe holds
    for (Wire wire : Wire.values()) {
      Call.Builder session = Call.newBuilder().setType(Call.Type.LAUNCH_NESTED_CONTAINER_SESSION);
      session
          .getLaunchNestedContainerSessionBuilder()
          .setContainerId(inside("i" + wire))
          .setCommand(CommandInfo.newBuilder().setValue("read -r first; echo [$first]; wc -c"));
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> outputOf(wire, session.build()));
      await()
          .until(
              () ->
                  input(wire, records(wire, inside("i" + wire), "one\n", large, "")).status()
                      == 200);
      assertThat(output.get(20, TimeUnit.SECONDS)).contains("STDOUT [one]\n", "200001\n");
    }
    assertThat(input(Wire.JSON, records(Wire.JSON, task, "x")).status()).isEqualTo(400);
    assertThat(input(Wire.JSON, records(Wire.JSON, inside("none"), "x")).status()).isEqualTo(404);
    assertThat(input(Wire.JSON, "5\n{\"a\":".getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(400);
    assertThat(post(Wire.JSON, Call.newBuilder().setType(Call.Type.ATTACH_CONTAINER_INPUT).build()))
        .extracting(HttpAnswer::status)
        .isEqualTo(415);
  }

  private String outputOf(Wire wire, Call call) {
    try {
      return output(wire, call);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @SuppressWarnings("deprecation") // the call that clients have
  void theOutputOfAContainerThatRuns() throws Exception {
    Call.Builder launch = Call.newBuilder().setType(Call.Type.LAUNCH_NESTED_CONTAINER);
    launch
        .getLaunchNestedContainerBuilder()
        .setContainerId(inside("n1"))
        .setCommand(
            CommandInfo.newBuilder()
                .setValue("for i in $(seq 30); do echo tick; echo tock >&2; sleep 0.05; done"));
    assertThat(post(Wire.JSON, launch.build()).status()).isEqualTo(200);
    Call.Builder attach = Call.newBuilder().setType(Call.Type.ATTACH_CONTAINER_OUTPUT);
    attach.getAttachContainerOutputBuilder().setContainerId(inside("n1"));
    assertThat(output(Wire.JSON, attach.build()))
        .contains("STDOUT tick\n")
        .contains("STDERR tock\n");
  }

  /** What a call streams, each piece with where it was printed. */
  private String output(Wire wire, Call call) throws Exception {
    HttpAnswer answer = post(wire, call);
    assertThat(answer.header("content-type")).hasValue("application/recordio");
    StringBuilder said = new StringBuilder();
    RecordIo.Reader records = new RecordIo.Reader(new ByteArrayInputStream(answer.body()), 1 << 20);
    for (byte[] next = records.next(); next != null; next = records.next()) {
      ProcessIO.Builder io = ProcessIO.newBuilder();
      wire.read(next, io);
      said.append(io.getData().getType()).append(' ').append(io.getData().getData().toStringUtf8());
    }
    return said.toString();
  }
}
