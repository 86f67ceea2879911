package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.json.Json;
import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.service.Leadership;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
  private final FakeService service = new FakeService();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.leading(service);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** A client that reads when it is told to. */
  private static final class Client implements AutoCloseable {
    final Socket socket;
    final BufferedReader in;

    Client(ApiServer node, String query) throws IOException {
      socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), node.uri.getPort());
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String request =
          "GET /v2/events" + query + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.UTF_8));
      InputStream raw = socket.getInputStream();
      in = new BufferedReader(new InputStreamReader(raw, StandardCharsets.UTF_8));
    }

    /** The next line that begins so. */
    String line(String begin) throws IOException {
      long end = System.nanoTime() + 10_000_000_000L; // heartbeats do not let a read time out
      for (String line = in.readLine();
          line != null && System.nanoTime() < end;
          line = in.readLine()) {
        if (line.startsWith(begin)) {
          return line;
        }
      }
      throw new IOException("no line begins with " + begin);
    }

    String type() throws IOException {
      return line("event: ").substring("event: ".length());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void eventsComeAsTheyHappen() throws Exception {
    try (Client client = new Client(api, "")) {
      assertThat(client.type()).isEqualTo("event_stream_attached");
      assertThat(client.line("data: ")).contains("\"remoteAddress\":\"127.0.0.1\"");
      await().until(() -> !service.listeners.isEmpty());
      assertThat(api.post("/v2/apps", "{'id':'/a','cmd':'run x'}").status()).isEqualTo(201);
      assertThat(client.type()).isEqualTo("api_post_event");
      var data = Json.tree(client.line("data: ").substring(6).getBytes(StandardCharsets.UTF_8));
      assertThat(data.at("/appDefinition/id").textValue()).isEqualTo("/a");
      assertThat(data.get("uri").textValue()).isEqualTo("/v2/apps");
      assertThat(data.get("eventType").textValue()).isEqualTo("api_post_event");
      service.announce(new Announcement.AppTerminated(AppId.parse("/a")));
      assertThat(client.type()).isEqualTo("app_terminated_event");
      client.line(":"); // a heartbeat
    }
    await().until(service.listeners::isEmpty);
  }

  @Test
  void onlyWhatIsAskedFor() throws Exception {
    try (Client client =
        new Client(api, "?event_type=app_terminated_event&event_type=x&plan-format=light")) {
      await().until(() -> !service.listeners.isEmpty());
      service.announce(new Announcement.SchedulerDisconnected());
      service.announce(new Announcement.AppTerminated(AppId.parse("/a")));
      assertThat(client.type()).isEqualTo("app_terminated_event");
    }
  }

  @Test
  void throughAnotherNode() throws Exception {
    try (ApiServer other = ApiServer.start(new Leadership.Other(api.uri));
        Client client = new Client(other, "")) {
      assertThat(client.type()).isEqualTo("event_stream_attached");
      await().until(() -> !service.listeners.isEmpty());
      service.announce(new Announcement.AppTerminated(AppId.parse("/a")));
      assertThat(client.type()).isEqualTo("app_terminated_event");
      client.close();
      await().until(service.listeners::isEmpty);
    }
  }

  @Test
  void streamEndsWithTheLeader() throws Exception {
    try (Client client = new Client(api, "")) {
      client.type();
      api.leadership = new Leadership.Nobody();
      while (client.in.readLine() != null) {
        // heartbeats
      }
    }
  }

  @Test
  void clientThatDoesNotReadIsCutOffAndHoldsNobodyUp() throws Exception {
    try (Client slow = new Client(api, "");
        Client quick = new Client(api, "?event_type=group_change_success")) {
      await().until(() -> service.listeners.size() == 2);
      Thread reader = Thread.ofVirtual().start(() -> readAll(quick));
      Announcement event = new Announcement.AppTerminated(AppId.parse("/" + "a".repeat(200)));
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  service.announce(event);
                }
                return service.listeners.size() == 1;
              });
      assertThat(reader.isAlive()).isTrue();
      assertThat(slow.socket.isConnected()).isTrue();
    }
  }

  private static void readAll(Client client) {
    try {
      while (client.in.readLine() != null) {
        // heartbeats
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  @Test
  void withoutItsAcceptHeader() throws Exception {
    assertThat(api.get("/v2/events").status()).isEqualTo(405);
  }
}
