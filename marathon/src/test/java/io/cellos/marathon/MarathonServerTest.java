package io.cellos.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpCalls;
import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.testing.FakeMaster;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole Marathons with a real ZooKeeper and a master that says what the test does. */
final class MarathonServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger PATHS = new AtomicInteger();

  @TempDir private static Path directory;
  private static TestZooKeeper zookeeper;
  private final FakeMaster master = new FakeMaster();
  private final String path = "/marathon" + PATHS.incrementAndGet();

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    zookeeper = TestZooKeeper.start(directory);
  }

  @AfterAll
  static void end() {
    zookeeper.close();
  }

  @AfterEach
  void endMaster() {
    master.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private MarathonServer start(int port) throws IOException {
    String[] flags = {
      "--master=127.0.0.1:" + master.port(),
      "--zk=" + zookeeper.url(path),
      "--hostname=127.0.0.1",
      "--http_port=" + port,
      "--zk_session_timeout=4000",
    };
    return MarathonServer.start(MarathonFlags.parse(flags, Map.of()));
  }

  private static Service leading(MarathonServer server) {
    await().atMost(PATIENCE).until(server::isLeading);
    return ((Leadership.Leading) server.leadership()).service();
  }

  private static Verdict create(Service service, AppDefinition app)
      throws IOException, InterruptedException {
    return service.call(
        id ->
            new MarathonEvent.Change(
                id, false, false, (tree, version) -> tree.putApp(app, version), Map.of()));
  }

  private static String get(int port, String path) throws IOException {
    return new String(
        HttpCalls.get(URI.create("http://127.0.0.1:" + port + path), PATIENCE).body(),
        StandardCharsets.UTF_8);
  }

  @Test
  void whatALeaderTookOnTheNextOneKnows() throws IOException, InterruptedException {
    AppDefinition app = Specs.app("/prod/web").instances(3).made();
    try (MarathonServer server = start(freePort())) {
      Service service = leading(server);
      await().atMost(PATIENCE).until(() -> service.view().framework().isPresent());
      assertThat(create(service, app)).isInstanceOf(Verdict.Planned.class);
    }
    int port = freePort();
    try (MarathonServer server = start(port)) {
      Service service = leading(server);
      assertThat(service.view().tree().root().app(app.id()).orElseThrow().instances()).isEqualTo(3);
      assertThat(service.view().deployments()).hasSize(1);
      await().atMost(PATIENCE).until(() -> master.count(Call.Type.SUBSCRIBE) >= 2);
      assertThat(
              master.calls().stream()
                  .filter(call -> call.getType() == Call.Type.SUBSCRIBE)
                  .toList()
                  .getLast()
                  .getFrameworkId()
                  .getValue())
          .isEqualTo("f-0001");
      assertThat(get(port, "/v2/apps/prod/web")).contains("\"id\":\"/prod/web\"");
      assertThat(service.history().versions(app.id())).hasSize(1);
    }
  }

  @Test
  void oneLeadsAndTheOthersKnowWho() throws IOException {
    int first = freePort();
    int second = freePort();
    try (MarathonServer one = start(first)) {
      Service service = leading(one);
      try (MarathonServer two = start(second)) {
        URI leader = URI.create("http://127.0.0.1:" + first);
        await().atMost(PATIENCE).until(() -> two.leadership().equals(new Leadership.Other(leader)));
        assertThat(get(second, "/v2/leader")).contains("127.0.0.1:" + first);
        service.abdicate();
        assertThat(one.end().join()).isEqualTo("was asked to lead no more");
        one.close();
        leading(two);
      }
    }
  }

  @Test
  void aFrameworkThatWasRemovedBeginsAnew() throws IOException {
    try (MarathonServer server = start(freePort())) {
      Service service = leading(server);
      await().atMost(PATIENCE).until(() -> service.view().framework().isPresent());
      master.beginWith(
          Event.newBuilder()
              .setType(Event.Type.ERROR)
              .setError(Event.Error.newBuilder().setMessage("Framework has been removed"))
              .build());
      master.endStream();
      assertThat(server.end().join()).contains("Framework has been removed");
    }
    master.beginWith(FakeMaster.subscribed("f-0002"));
    try (MarathonServer server = start(freePort())) {
      Service service = leading(server);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  service.view().framework().stream()
                      .anyMatch(id -> id.getValue().equals("f-0002")));
    }
  }
}
