package io.cellos.protocols.exhibitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.http.HttpServers;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against answers captured from real Exhibitors, and against what goes wrong. */
final class ExhibitorClientTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private WebServer server;

  @BeforeEach
  void serve() {
    server =
        HttpServers.start(
            InetAddress.getLoopbackAddress(),
            0,
            routes ->
                routes
                    .get(
                        "/exhibitor/v1/cluster/list",
                        (request, response) ->
                            response.send("{\"servers\":[\"10.77.0.53\"],\"port\":2181}"))
                    .get(
                        "/exhibitor/v1/cluster/status",
                        (request, response) ->
                            response.send(
                                "[{\"code\":3,\"description\":\"serving\","
                                    + "\"hostname\":\"10.77.0.53\",\"isLeader\":true,\"new\":1}]"))
                    .get(
                        "/exhibitor/v1/cluster/state",
                        (request, response) -> {
                          never.await();
                          response.send();
                        })
                    .get(
                        "/exhibitor/v1/cluster/log",
                        (request, response) -> response.send("<html>")));
  }

  @AfterEach
  void end() {
    never.countDown();
    server.stop();
  }

  @Test
  void readsWhatExhibitorWrites() throws Exception {
    assertThat(client(server.port()).list().connectString()).isEqualTo("10.77.0.53:2181");
    assertThat(client(server.port()).status())
        .containsExactly(ServerStatus.of(ServiceState.SERVING, "10.77.0.53", true));
  }

  @Test
  void silenceNonsenseAndErrorsAreIoExceptions() {
    assertThatThrownBy(() -> client(server.port()).state()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> client(server.port()).log()).isInstanceOf(IOException.class);
    int port = server.port();
    server.stop();
    assertThatThrownBy(() -> client(port).list()).isInstanceOf(IOException.class);
  }

  private static ExhibitorClient client(int port) {
    return new ExhibitorClient("127.0.0.1", port, Duration.ofMillis(500));
  }
}
