package io.cellos.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteWatchTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private final WebServer server =
      HttpServers.start(
          HERE,
          0,
          routes ->
              routes.get(
                  "/endless",
                  (request, response) -> {
                    try (OutputStream out =
                        new WriteWatch(
                            response.outputStream(),
                            ClientConnection.current(),
                            Duration.ofMillis(400))) {
                      while (true) {
                        out.write(new byte[10_000]);
                        out.flush();
                      }
                    } catch (IOException | RuntimeException e) {
                      ended.complete(e);
                      throw e;
                    }
                  }));

  @AfterEach
  void stop() {
    server.stop();
  }

  private Socket ask() throws IOException {
    Socket socket = new Socket(HERE, server.port());
    socket
        .getOutputStream()
        .write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void whoDoesNotReadIsCutOff() throws Exception {
    try (Socket socket = ask()) {
      assertThat(ended.get(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(socket.isConnected()).isTrue();
    }
  }

  /** Far more than what fits into the buffers between the two, over more than the patience. */
  @Test
  void whoReadsIsNot() throws Exception {
    try (Socket socket = ask()) {
      long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      long read = 0;
      while (System.nanoTime() < end || read < 20_000_000) {
        int some = socket.getInputStream().readNBytes(100_000).length;
        assertThat(some).isEqualTo(100_000);
        read += some;
      }
      assertThat(ended).isNotDone();
    }
  }
}
