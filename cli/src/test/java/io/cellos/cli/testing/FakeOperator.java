package io.cellos.cli.testing;

import com.google.protobuf.ByteString;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Wire;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/** What a fake master and its agent answer operators: three tasks, and the files of a directory. */
final class FakeOperator {
  private static final int READ_FILE = org.apache.mesos.v1.agent.Protos.Call.Type.READ_FILE_VALUE;
  private static final int MOST = 10;

  private FakeOperator() {}

  /**
   * @throws FileNotFoundException if a file is asked for that is not there
   */
  static byte[] answer(byte[] call, Path directory, int port) throws IOException {
    org.apache.mesos.v1.agent.Protos.Call.Builder toAgent =
        org.apache.mesos.v1.agent.Protos.Call.newBuilder();
    Wire.PROTOBUF.read(call, toAgent);
    if (toAgent.getType().getNumber() == READ_FILE && toAgent.hasReadFile()) {
      return file(toAgent.getReadFile(), directory);
    }
    Call.Builder toMaster = Call.newBuilder();
    Wire.PROTOBUF.read(call, toMaster);
    Response.Builder answer = Response.newBuilder();
    switch (toMaster.getType()) {
      case GET_AGENTS -> answer.setGetAgents(agents(port));
      case GET_FRAMEWORKS -> answer.setGetFrameworks(frameworks());
      case GET_TASKS ->
          answer.setGetTasks(
              Response.GetTasks.newBuilder()
                  .addTasks(task("web.1", TaskState.TASK_RUNNING, "S0"))
                  .addTasks(
                      task("group.1", TaskState.TASK_STAGING, "S0").toBuilder()
                          .setExecutorId(ExecutorID.newBuilder().setValue("pod")))
                  .addUnreachableTasks(task("lost.1", TaskState.TASK_UNREACHABLE, "S9"))
                  .addCompletedTasks(task("job.1", TaskState.TASK_FINISHED, "S0")));
      default -> throw new FileNotFoundException(toMaster.getType().name());
    }
    return Wire.PROTOBUF.write(answer.build());
  }

  private static byte[] file(org.apache.mesos.v1.agent.Protos.Call.ReadFile read, Path directory)
      throws IOException {
    Path file =
        directory.resolve(
            read.getPath().replaceFirst("^/frameworks/f-0001/executors/[^/]+/runs/latest/", ""));
    if (!Files.exists(file)) {
      throw new FileNotFoundException(read.getPath());
    }
    byte[] all = Files.readAllBytes(file);
    int from = (int) Math.min(read.getOffset(), all.length);
    int length = Math.min(MOST, all.length - from);
    return org.apache.mesos.v1.agent.Protos.Response.newBuilder()
        .setType(org.apache.mesos.v1.agent.Protos.Response.Type.READ_FILE)
        .setReadFile(
            org.apache.mesos.v1.agent.Protos.Response.ReadFile.newBuilder()
                .setSize(all.length)
                .setData(ByteString.copyFrom(all, from, length)))
        .build()
        .toByteArray();
  }

  private static Response.GetAgents agents(int port) {
    return Response.GetAgents.newBuilder()
        .addAgents(
            Response.GetAgents.Agent.newBuilder()
                .setActive(true)
                .setVersion("1.12.0")
                .setAgentInfo(
                    AgentInfo.newBuilder()
                        .setId(AgentID.newBuilder().setValue("S0"))
                        .setHostname("127.0.0.1")
                        .setPort(port)))
        .build();
  }

  private static Response.GetFrameworks frameworks() {
    return Response.GetFrameworks.newBuilder()
        .addFrameworks(
            Response.GetFrameworks.Framework.newBuilder()
                .setActive(true)
                .setConnected(true)
                .setRecovered(false)
                .setFrameworkInfo(
                    FrameworkInfo.newBuilder()
                        .setUser("u")
                        .setName("marathon")
                        .setId(FrameworkID.newBuilder().setValue("f-0001"))))
        .build();
  }

  private static Task task(String id, TaskState state, String agent) throws IOException {
    return Task.newBuilder()
        .setName(id.substring(0, id.indexOf('.')))
        .setTaskId(TaskID.newBuilder().setValue(id))
        .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001"))
        .setAgentId(AgentID.newBuilder().setValue(agent))
        .setState(state)
        .addAllResources(Resources.parse("cpus:0.5;mem:128").allocate("web").list())
        .addStatuses(
            TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setState(state)
                .setTimestamp(1_795_564_800.5))
        .build();
  }
}
