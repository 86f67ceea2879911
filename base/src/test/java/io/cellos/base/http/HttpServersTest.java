package io.cellos.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.error.CellException;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpServersTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void servesJson() throws IOException, InterruptedException {
    WebServer server =
        HttpServers.start(
            HERE,
            0,
            routes -> routes.get("/", (q, answer) -> HttpServers.json(answer, Map.of("a", 1))));
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
      assertThat(HttpCalls.get(uri, Duration.ofSeconds(10)).body())
          .asString()
          .isEqualTo("{\"a\":1}");
    } finally {
      server.stop();
    }
  }

  @Test
  void takenPortIsAnError() {
    WebServer first = HttpServers.start(HERE, 0, routes -> {});
    try {
      assertThatThrownBy(() -> HttpServers.start(HERE, first.port(), routes -> {}))
          .isInstanceOf(CellException.class)
          .hasMessage("can't listen on 127.0.0.1:" + first.port());
    } finally {
      first.stop();
    }
  }

  @Test
  void foreignAddressIsAnError() {
    assertThatThrownBy(() -> HttpServers.start(InetAddress.ofLiteral("192.0.2.1"), 0, routes -> {}))
        .isInstanceOf(CellException.class);
  }
}
