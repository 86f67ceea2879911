package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduler API's answers as a real Mesos gives them. */
final class SchedulerWireTest {
  private static final String JSON = "application/json";
  private static final String PATH = "/api/v1/scheduler";
  private static final FrameworkInfo INFO =
      FrameworkInfo.newBuilder().setUser("nobody").setName("wire").setFailoverTimeout(60).build();

  private static TestMaster master;

  @BeforeAll
  static void start() throws IOException {
    master = TestMaster.start("--roles=known,other");
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  private static HttpAnswer send(String method, Map<String, String> headers, byte[] body)
      throws IOException {
    return HttpCalls.send(
        new HttpCall(method, master.uri().resolve(PATH), headers, body, Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void onlyPostIsAllowed(String method) throws IOException {
    HttpAnswer answer = send(method, Map.of(), new byte[0]);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
  }

  /** Status, Content-Type ("-" for none), body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | - | {}",
        "415 | text/plain | {}",
        "415 | application/json; charset=utf-8 | {}",
        "400 | application/json | ``",
        "400 | application/json | {",
        "400 | application/json | []",
        "400 | application/json | 7",
        "400 | application/json | null",
        "400 | application/json | {}",
        "400 | application/json | {\"type\":\"NO_SUCH\"}",
        "400 | application/json | {\"type\":7}",
        "400 | application/json | {\"type\":\"SUBSCRIBE\"}",
        "400 | application/json | {\"type\":\"SUBSCRIBE\",\"subscribe\":{}}",
        "400 | application/json | {\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\"}}}",
        "400 | application/json | {\"type\":\"SUBSCRIBE\",\"framework_id\":{\"value\":\"a\"},\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\"}}}",
        "400 | application/json | {\"type\":\"REVIVE\"}",
        "400 | application/json | {\"type\":\"REVIVE\",\"framework_id\":\"x\"}",
        "400 | application/json | {\"type\":\"REVIVE\",\"framework_id\":{\"value\":\"nobody\"}}",
        "400 | application/json | {\"type\":\"TEARDOWN\",\"framework_id\":{\"value\":\"nobody\"}}",
        "400 | application/json | {\"type\":\"KILL\",\"framework_id\":{\"value\":\"nobody\"}}",
        "501 | application/json | {\"type\":\"UNKNOWN\",\"framework_id\":{\"value\":\"nobody\"}}",
        "400 | application/x-protobuf | rubbish",
        "400 | application/x-protobuf | ``",
      })
  void errorsAreAnswered(int status, String type, String body) throws IOException {
    Map<String, String> headers = type.equals("-") ? Map.of() : Map.of("Content-Type", type);
    HttpAnswer answer;
    if (type.equals("-")) {
      answer =
          raw(
              "POST "
                  + PATH
                  + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    } else {
      answer = send("POST", headers, body.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(answer.status()).isEqualTo(status);
    if (status == 400) {
      assertThat(answer.body()).as("a reason").isNotEmpty();
    }
  }

  private static HttpAnswer raw(String request) throws IOException {
    try (Socket socket = new Socket(master.uri().getHost(), master.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(20_000);
      byte[] head = socket.getInputStream().readAllBytes();
      String text = new String(head, StandardCharsets.UTF_8);
      return new HttpAnswer(Integer.parseInt(text.substring(9, 12)), Map.of(), head);
    }
  }

  private static byte[] subscribe(Wire wire, FrameworkInfo info) {
    return wire.write(
        Call.newBuilder()
            .setType(Call.Type.SUBSCRIBE)
            .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
            .build());
  }

  @Test
  void unacceptableAcceptIs406() throws IOException {
    Map<String, String> headers = Map.of("Content-Type", JSON, "Accept", "text/html");
    assertThat(send("POST", headers, subscribe(Wire.JSON, INFO)).status()).isEqualTo(406);
  }

  @Test
  void streamIdOnSubscribeIs400() throws IOException {
    Map<String, String> headers = Map.of("Content-Type", JSON, "Mesos-Stream-Id", "1");
    assertThat(send("POST", headers, subscribe(Wire.JSON, INFO)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void callsNeedTheirStream(Wire wire) throws IOException {
    try (TestFramework framework = TestFramework.subscribe(master.uri(), wire, INFO)) {
      await().until(() -> framework.has(Event.Type.HEARTBEAT));
      assertThat(framework.call(Call.newBuilder().setType(Call.Type.REVIVE)).status())
          .isEqualTo(202);
      byte[] call =
          wire.write(
              Call.newBuilder().setType(Call.Type.REVIVE).setFrameworkId(framework.id()).build());
      Map<String, String> headers = new HashMap<>(Map.of("Content-Type", wire.mediaType()));
      assertThat(send("POST", headers, call).status()).isEqualTo(400);
      headers.put("Mesos-Stream-Id", "wrong");
      assertThat(send("POST", headers, call).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void everyCallIsTaken(Wire wire) throws IOException {
    try (TestFramework framework = TestFramework.subscribe(master.uri(), wire, INFO)) {
      await().until(() -> framework.has(Event.Type.SUBSCRIBED));
      AgentID agent = AgentID.newBuilder().setValue("a").build();
      ExecutorID executor = ExecutorID.newBuilder().setValue("e").build();
      TaskID task = TaskID.newBuilder().setValue("t").build();
      List<Call.Builder> calls =
          List.of(
              Call.newBuilder().setType(Call.Type.SUPPRESS),
              Call.newBuilder().setType(Call.Type.REVIVE),
              Call.newBuilder()
                  .setType(Call.Type.DECLINE)
                  .setDecline(Call.Decline.getDefaultInstance()),
              Call.newBuilder()
                  .setType(Call.Type.ACCEPT)
                  .setAccept(Call.Accept.getDefaultInstance()),
              Call.newBuilder()
                  .setType(Call.Type.KILL)
                  .setKill(Call.Kill.newBuilder().setTaskId(task)),
              Call.newBuilder()
                  .setType(Call.Type.SHUTDOWN)
                  .setShutdown(
                      Call.Shutdown.newBuilder().setExecutorId(executor).setAgentId(agent)),
              Call.newBuilder()
                  .setType(Call.Type.ACKNOWLEDGE)
                  .setAcknowledge(
                      Call.Acknowledge.newBuilder()
                          .setAgentId(agent)
                          .setTaskId(task)
                          .setUuid(ByteString.copyFrom(new byte[16]))),
              Call.newBuilder()
                  .setType(Call.Type.RECONCILE)
                  .setReconcile(Call.Reconcile.getDefaultInstance()),
              Call.newBuilder()
                  .setType(Call.Type.MESSAGE)
                  .setMessage(
                      Call.Message.newBuilder()
                          .setAgentId(agent)
                          .setExecutorId(executor)
                          .setData(ByteString.copyFromUtf8("x"))),
              Call.newBuilder()
                  .setType(Call.Type.REQUEST)
                  .setRequest(Call.Request.getDefaultInstance()));
      for (Call.Builder call : calls) {
        assertThat(framework.call(call).status()).as(call.getType().name()).isEqualTo(202);
      }
      FrameworkInfo same = INFO.toBuilder().setId(framework.id()).build();
      HttpAnswer updated =
          framework.call(
              Call.newBuilder()
                  .setType(Call.Type.UPDATE_FRAMEWORK)
                  .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(same)));
      assertThat(updated.status()).isEqualTo(200);
      assertThat(
              framework
                  .call(
                      Call.newBuilder()
                          .setType(Call.Type.ACKNOWLEDGE)
                          .setAcknowledge(
                              Call.Acknowledge.newBuilder()
                                  .setAgentId(agent)
                                  .setTaskId(task)
                                  .setUuid(ByteString.copyFromUtf8("short"))))
                  .status())
          .as("uuid of 5 bytes")
          .isEqualTo(400);
      assertThat(framework.call(Call.newBuilder().setType(Call.Type.TEARDOWN)).status())
          .isEqualTo(202);
      await().until(framework::isEnded);
      assertThat(framework.call(Call.newBuilder().setType(Call.Type.REVIVE)).status())
          .as("torn down")
          .isEqualTo(400);
    }
  }

  @Test
  void disconnectedFrameworkIs403() throws IOException {
    TestFramework framework = TestFramework.subscribe(master.uri(), Wire.JSON, INFO);
    await().until(() -> framework.has(Event.Type.SUBSCRIBED));
    framework.close();
    await()
        .until(() -> framework.call(Call.newBuilder().setType(Call.Type.REVIVE)).status() == 403);
  }

  @Test
  void secondSubscriptionEndsTheFirst() throws IOException {
    try (TestFramework first = TestFramework.subscribe(master.uri(), Wire.JSON, INFO)) {
      await().until(() -> first.has(Event.Type.SUBSCRIBED));
      FrameworkInfo again = INFO.toBuilder().setId(first.id()).build();
      try (TestFramework second = TestFramework.subscribe(master.uri(), Wire.PROTOBUF, again)) {
        await().until(() -> second.has(Event.Type.SUBSCRIBED));
        await().until(first::isEnded);
        assertThat(first.events().getLast().getError().getMessage())
            .isEqualTo("Framework failed over");
        assertThat(first.call(Call.newBuilder().setType(Call.Type.REVIVE)).status()).isEqualTo(400);
        assertThat(second.call(Call.newBuilder().setType(Call.Type.REVIVE)).status())
            .isEqualTo(202);
      }
    }
  }

  @Test
  void neverSeenIdIsAccepted() throws IOException {
    FrameworkInfo info =
        INFO.toBuilder().setId(FrameworkID.newBuilder().setValue("my-own")).build();
    try (TestFramework framework = TestFramework.subscribe(master.uri(), Wire.JSON, info)) {
      await().until(() -> framework.has(Event.Type.SUBSCRIBED));
      assertThat(framework.id().getValue()).isEqualTo("my-own");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "bad/", "-bad"})
  void badRoleIsAnErrorEvent(String role) throws IOException {
    FrameworkInfo info =
        INFO.toBuilder()
            .addRoles(role)
            .addCapabilities(
                FrameworkInfo.Capability.newBuilder()
                    .setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
            .build();
    try (TestFramework framework = TestFramework.subscribe(master.uri(), Wire.JSON, info)) {
      await().until(framework::isEnded);
      assertThat(framework.events()).extracting(Event::getType).containsExactly(Event.Type.ERROR);
      assertThat(framework.events().getFirst().getError().getMessage()).isNotEmpty();
    }
  }

  @Test
  void heartbeatsGoOn() throws IOException {
    try (TestFramework framework = TestFramework.subscribe(master.uri(), Wire.JSON, INFO)) {
      await().until(() -> framework.events(Event.Type.HEARTBEAT).size() >= 4);
    }
  }

  @Test
  void chunkedAndLongBodiesAreTakenOnOneConnection() throws IOException {
    String padding = " ".repeat(2_000_000);
    byte[] body =
        ("{\"type\":\"REVIVE\"," + padding + "\"framework_id\":{\"value\":\"nobody\"},\"what\":1}")
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(master.uri().getHost(), master.uri().getPort())) {
      socket.setSoTimeout(20_000);
      for (int i = 0; i < 3; i++) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + PATH
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int from = 0; from < body.length; from += 100_000) {
          int length = Math.min(100_000, body.length - from);
          out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
          out.write(body, from, length);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(socket.getInputStream())).contains("Framework cannot be found");
      }
    }
  }

  /** One answer with its body, by its Content-Length. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append((char) in.read());
    }
    String head = text.toString();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
