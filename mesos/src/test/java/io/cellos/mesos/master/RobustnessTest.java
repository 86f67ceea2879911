package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.testing.SimulatedAgent;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the master goes on for the others. */
final class RobustnessTest {
  private static final FrameworkInfo INFO =
      FrameworkInfo.newBuilder().setUser("u").setName("robust").setFailoverTimeout(600).build();

  private static TestMaster master;

  @BeforeAll
  static void start() throws IOException {
    master = TestMaster.start();
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  private static HttpAnswer post(String path, Map<String, String> headers, byte[] body)
      throws IOException {
    HttpCall call = HttpCall.of("POST", master.uri().resolve(path), Duration.ofSeconds(20));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      call = call.header(header.getKey(), header.getValue());
    }
    return HttpCalls.send(call.body(body));
  }

  /** A call that is right, broken at random: never more than a 4xx, 501 or a stream that ends. */
  @ParameterizedTest
  @EnumSource(Wire.class)
  void brokenCallsAreAnswered(Wire wire) throws IOException {
    Random random = new Random(7);
    try (TestFramework framework = TestFramework.subscribe(master.uri(), wire, INFO)) {
      await().until(() -> framework.has(Event.Type.SUBSCRIBED));
      byte[] right =
          wire.write(
              Call.newBuilder()
                  .setFrameworkId(framework.id())
                  .setType(Call.Type.ACCEPT)
                  .setAccept(
                      Call.Accept.newBuilder()
                          .addOfferIds(OfferID.newBuilder().setValue("o"))
                          .addOperations(
                              Offer.Operation.newBuilder()
                                  .setType(Offer.Operation.Type.LAUNCH)
                                  .setLaunch(
                                      Offer.Operation.Launch.newBuilder()
                                          .addTaskInfos(
                                              TaskCycleTest.task(
                                                  Offer.newBuilder()
                                                      .setId(OfferID.newBuilder().setValue("o"))
                                                      .setFrameworkId(framework.id())
                                                      .setHostname("h")
                                                      .setAgentId(
                                                          org.apache.mesos.v1.Protos.AgentID
                                                              .newBuilder()
                                                              .setValue("a"))
                                                      .build(),
                                                  "t")))))
                  .build());
      Map<String, String> headers =
          Map.of("Content-Type", wire.mediaType(), "Mesos-Stream-Id", framework.stream());
      for (int i = 0; i < 400; i++) {
        HttpAnswer answer = post("/api/v1/scheduler", headers, broken(right, random));
        assertThat(answer.status()).isIn(202, 400, 501);
      }
      for (String path : List.of("/api/v1", "/cell-os/agent/link", "/cell-os/agent/calls")) {
        for (int i = 0; i < 100; i++) {
          byte[] rubbish = new byte[random.nextInt(60)];
          random.nextBytes(rubbish);
          assertThat(post(path, headers, rubbish).status()).isIn(200, 400, 404, 501);
        }
      }
      assertThat(framework.call(Call.newBuilder().setType(Call.Type.REVIVE)).status())
          .isEqualTo(202);
      assertThat(framework.isEnded()).isFalse();
    }
  }

  private static byte[] broken(byte[] right, Random random) {
    byte[] bytes = Arrays.copyOf(right, random.nextInt(right.length) + 1);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? bytes : whole(right, bytes);
  }

  private static byte[] whole(byte[] right, byte[] begin) {
    byte[] bytes = right.clone();
    System.arraycopy(begin, 0, bytes, 0, begin.length);
    return bytes;
  }

  /** A framework that never reads is cut off when too much waits for it; another one is served. */
  @Test
  void whoDoesNotReadIsCutOff() throws IOException {
    byte[] subscribe =
        Wire.JSON.write(
            Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(INFO))
                .build());
    try (Socket silent = new Socket();
        TestFramework other = TestFramework.subscribe(master.uri(), Wire.PROTOBUF, INFO)) {
      silent.setReceiveBufferSize(4096);
      silent.connect(
          new java.net.InetSocketAddress(master.uri().getHost(), master.uri().getPort()));
      String head =
          "POST /api/v1/scheduler HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + subscribe.length
              + "\r\n\r\n";
      silent.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      silent.getOutputStream().write(subscribe);
      String answer = new String(silent.getInputStream().readNBytes(400), StandardCharsets.UTF_8);
      String stream = answer.replaceAll("(?s).*Mesos-Stream-Id: (\\S+).*", "$1");
      String id = answer.replaceAll("(?s).*\"framework_id\":\\{\"value\":\"([^\"]+)\".*", "$1");
      // every reconciliation of many unknown tasks is answered on the stream that nobody reads
      Call.Builder asked =
          Call.newBuilder()
              .setFrameworkId(FrameworkID.newBuilder().setValue(id))
              .setType(Call.Type.RECONCILE);
      for (int i = 0; i < 20_000; i++) {
        asked
            .getReconcileBuilder()
            .addTasksBuilder()
            .setTaskId(TaskID.newBuilder().setValue("unknown-task-" + i));
      }
      byte[] reconcile = Wire.JSON.write(asked.build());
      Map<String, String> headers =
          Map.of("Content-Type", "application/json", "Mesos-Stream-Id", stream);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> post("/api/v1/scheduler", headers, reconcile).status() == 403);
      assertThat(other.call(Call.newBuilder().setType(Call.Type.REVIVE)).status()).isEqualTo(202);
      assertThat(other.isEnded()).isFalse();
      assertThat(endsSoon(silent)).isTrue();
    }
  }

  private static boolean endsSoon(Socket socket) throws IOException {
    try {
      socket.setSoTimeout(20_000);
      while (socket.getInputStream().read(new byte[65536]) >= 0) {
        Thread.onSpinWait();
      }
      return true;
    } catch (SocketException e) { // reset
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection: close", "Connection: Close"})
  void connectionIsClosedIfAskedFor(String header) throws IOException {
    try (Socket socket = new Socket(master.uri().getHost(), master.uri().getPort())) {
      socket.setSoTimeout(20_000);
      String request = "GET /health HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void agentThatIsGoneIsNoticedAtOnce() throws IOException {
    SimulatedAgent agent = SimulatedAgent.start(master.uri(), "going", "cpus:1;mem:100");
    agent.id().join();
    await().until(() -> metric("master/slaves_connected") == 1);
    agent.close();
    await().until(() -> metric("master/slaves_disconnected") == 1);
    assertThat(agentCalls("no-such-link", new ToMaster.Heartbeat()).status()).isEqualTo(404);
  }

  @Test
  void linkBeginsWithOneRegistration() throws IOException {
    ToMaster.Register register =
        new ToMaster.Register(
            AgentInfo.newBuilder().setHostname("x").build(),
            Resources.parse("cpus:1").list(),
            List.of(),
            List.of(),
            List.of(),
            "1");
    byte[] one = RecordIo.frame(LinkCodec.write(register));
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(one);
    two.writeBytes(one);
    for (byte[] body :
        List.of(
            new byte[0],
            two.toByteArray(),
            RecordIo.frame(LinkCodec.write(new ToMaster.Heartbeat())),
            Arrays.copyOf(one, one.length - 1))) {
      assertThat(post("/cell-os/agent/link", Map.of(), body).status()).isEqualTo(400);
    }
    assertThat(post("/cell-os/agent/calls", Map.of(), one).status()).isEqualTo(400);
  }

  private static HttpAnswer agentCalls(String link, ToMaster message) throws IOException {
    return post(
        "/cell-os/agent/calls", Map.of("Link-Id", link), RecordIo.frame(LinkCodec.write(message)));
  }

  private static double metric(String name) throws IOException {
    return master.json("/metrics/snapshot").get(name).asDouble();
  }
}
