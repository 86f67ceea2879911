package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cellos.base.http.HttpServers;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.URI;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;
import org.junit.jupiter.api.Test;

/** With a master and an agent that know one sandbox. */
class AgentSandboxTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final TaskId TASK =
      TaskId.ofApp(new InstanceId("a.instance-00000000-0000-0000-0000-000000000001"));
  private static final ByteString STDERR =
      ByteString.copyFromUtf8("beginning" + "x".repeat(5000) + "the end");

  private static TaskFailure failure(String agent) {
    return new TaskFailure(
        AppId.parse("/a"), TASK, "TASK_FAILED", "", "h", agent, Timestamp.ZERO, Timestamp.ZERO);
  }

  private static void answer(ServerResponse response, Message message) {
    response.header(HeaderNames.CONTENT_TYPE, "application/x-protobuf");
    response.send(message.toByteArray());
  }

  private static Response read(byte[] body) throws java.io.IOException {
    Call.ReadFile read = Call.parseFrom(body).getReadFile();
    boolean known =
        read.getPath().equals("/frameworks/f/executors/" + TASK + "/runs/latest/stderr");
    ByteString data = known ? STDERR.substring((int) read.getOffset()) : ByteString.EMPTY;
    return Response.newBuilder()
        .setType(Response.Type.READ_FILE)
        .setReadFile(
            Response.ReadFile.newBuilder().setSize(known ? STDERR.size() : 0).setData(data))
        .build();
  }

  @Test
  void endIsRead() throws Exception {
    WebServer agent =
        HttpServers.start(
            HERE,
            0,
            routes ->
                routes.post(
                    "/api/v1",
                    (q, a) -> answer(a, read(q.content().inputStream().readAllBytes()))));
    AgentInfo info =
        AgentInfo.newBuilder()
            .setHostname("127.0.0.1")
            .setPort(agent.port())
            .setId(AgentID.newBuilder().setValue("s1"))
            .build();
    org.apache.mesos.v1.master.Protos.Response agents =
        org.apache.mesos.v1.master.Protos.Response.newBuilder()
            .setType(org.apache.mesos.v1.master.Protos.Response.Type.GET_AGENTS)
            .setGetAgents(
                org.apache.mesos.v1.master.Protos.Response.GetAgents.newBuilder()
                    .addAgents(
                        org.apache.mesos.v1.master.Protos.Response.GetAgents.Agent.newBuilder()
                            .setAgentInfo(info)
                            .setActive(true)
                            .setVersion("1.11.0")))
            .build();
    WebServer master =
        HttpServers.start(HERE, 0, routes -> routes.post("/api/v1", (q, a) -> answer(a, agents)));
    URI uri = URI.create("http://127.0.0.1:" + master.port());
    try {
      assertThat(new AgentSandbox().read(uri, "f", failure("s1")).orElseThrow())
          .hasSize(1024)
          .endsWith("the end");
      assertThat(new AgentSandbox().read(uri, "f", failure("s2"))).isEmpty();
      agent.stop();
      assertThat(new AgentSandbox().read(uri, "f", failure("s1"))).isEmpty();
    } finally {
      agent.stop();
      master.stop();
    }
    assertThat(new AgentSandbox().read(uri, "f", failure("s1"))).isEmpty();
  }
}
