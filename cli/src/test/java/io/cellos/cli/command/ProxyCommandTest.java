package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ProxyCommandTest {
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aRunningCell() {
    cell.backend().running("demo", 1, 1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void runsUntilCtrlC() throws IOException {
    String port = String.valueOf(freePort());
    cell.env("PROXY_PORT", port);
    CompletableFuture<CellRun.Result> run =
        CompletableFuture.supplyAsync(() -> cell.run("proxy", "demo", "nucleus"));
    try {
      await().until(() -> cell.printed().contains("Ctrl-C ends it."));
      assertThat(cell.printed())
          .contains(
              "--socks5-hostname localhost:%s http://127.20.0.2:8080/exhibitor".formatted(port));
      assertThat(cell.backend().isProxyOpen()).isTrue();
    } finally {
      cell.interrupts().press();
    }
    assertThat(run.join().status()).isZero();
    assertThat(cell.backend().isProxyOpen()).isFalse();
    assertThat(cell.backend().calls()).containsExactly("proxy demo nucleus");
  }

  @Test
  void aTakenPortIsNamedTogetherWithTheVariable() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      cell.env("PROXY_PORT", String.valueOf(taken.getLocalPort()));

      CellRun.Result result = cell.run("proxy", "demo");

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err()).contains("localhost:" + taken.getLocalPort(), "PROXY_PORT=");
      assertThat(cell.backend().isProxyOpen()).isFalse();
    }
  }

  @Test
  void aPortThatIsNoneIsWrongUsage() {
    assertThat(cell.env("PROXY_PORT", "http").run("proxy", "demo").status()).isEqualTo(2);
    assertThat(cell.env("PROXY_PORT", "65536").run("proxy", "demo").status()).isEqualTo(2);
  }

  @Test
  void aMissingCellIsExitCodeThree() {
    assertThat(cell.env("PROXY_PORT", "0").run("proxy", "nosuch").status()).isEqualTo(3);
  }
}
