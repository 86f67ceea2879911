package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.OpenProxy;
import io.cellos.base.http.HttpServers;
import io.cellos.model.Role;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SOCKS proxy through a node behind a bastion, with real ssh servers. */
class SshProxyTest {
  @TempDir Path directory;
  private SshCell cell;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cell = SshCell.withBastion(directory, 1);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (cell != null) {
      cell.close();
    }
  }

  @Test
  void servesUntilClosed() throws IOException, InterruptedException {
    WebServer page =
        HttpServers.start(
            InetAddress.ofLiteral(cell.address(1)),
            0,
            routes -> routes.get("/", (request, response) -> response.send("here")));
    try {
      String url = "http://" + cell.address(1) + ":" + page.port() + "/";
      int port;
      try (OpenProxy proxy = cell.nodes().proxy(SshCell.NAME, Optional.of(Role.NUCLEUS), 0)) {
        port = proxy.port();
        assertThat(curl(port, url)).isEqualTo("here");
      }
      assertThat(curl(port, url)).isEmpty();
      try (OpenProxy again = cell.nodes().proxy(SshCell.NAME, Optional.empty(), port)) {
        assertThat(again.port()).isEqualTo(port);
        assertThat(curl(port, url)).isEqualTo("here");
      }
    } finally {
      page.stop();
    }
  }

  @Test
  void withoutAHealthyNucleusItGoesThroughTheBastion() throws InterruptedException, IOException {
    cell.close();
    cell = SshCell.withBastion(directory.resolve("other"), 0);
    cell.addDeadNode(1);
    try (OpenProxy proxy = cell.nodes().proxy(SshCell.NAME, Optional.empty(), 0)) {
      assertThat(proxy.port()).isPositive();
    }
    assertThatThrownBy(() -> cell.nodes().proxy(SshCell.NAME, Optional.of(Role.MEMBRANE), 0))
        .hasMessageContaining("no membrane node of cell demo runs");
  }

  @Test
  void aWrongKeyEndsItAtOnce() throws IOException, InterruptedException {
    cell.key = Sshd.keyPair(directory.resolve("other.pem"));
    assertThatThrownBy(() -> cell.nodes().proxy(SshCell.NAME, Optional.empty(), 0))
        .hasMessageContaining("Permission denied");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> cell.nodes().proxy(SshCell.NAME, Optional.empty(), port))
          .hasMessageContaining("can't listen on localhost:" + port);
    }
  }

  private static String curl(int port, String url) throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder("curl", "-s", "-m", "10", "--socks5-hostname", "localhost:" + port, url)
            .start();
    String body = curl.inputReader().readAllAsString();
    curl.waitFor();
    return body;
  }
}
