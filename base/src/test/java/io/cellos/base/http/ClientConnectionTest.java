package io.cellos.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final CountDownLatch gone = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<ClientConnection> connection = new AtomicReference<>();
  private final WebServer server =
      HttpServers.start(
          HERE,
          0,
          routes ->
              routes
                  .post("/wait", this::wait)
                  .post("/flood", this::flood)
                  .post("/once", this::once));

  @AfterEach
  void stop() {
    server.stop();
  }

  private void wait(ServerRequest request, ServerResponse response) throws Exception {
    request.content().as(byte[].class);
    response.header("Connection", "close");
    try (OutputStream out = response.outputStream();
        AutoCloseable watch = ClientConnection.current().watch(gone::countDown)) {
      out.write("begun".getBytes(StandardCharsets.UTF_8));
      out.flush();
      gone.await();
    }
  }

  private void flood(ServerRequest request, ServerResponse response) throws IOException {
    connection.set(ClientConnection.current());
    try (OutputStream out = response.outputStream()) {
      while (true) {
        out.write(new byte[65536]);
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      ended.countDown();
    }
  }

  private void once(ServerRequest request, ServerResponse response) throws IOException {
    request.content().as(byte[].class);
    try (OutputStream out = response.outputStream()) {
      out.write("one".getBytes(StandardCharsets.UTF_8));
      out.flush();
      out.write("two".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    ClientConnection.endIfAsked(request, response);
  }

  private Socket call(String path) throws IOException {
    return call(path, "");
  }

  private Socket call(String path, String headers) throws IOException {
    Socket client = new Socket(HERE, server.port());
    client
        .getOutputStream()
        .write(
            ("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: 2\r\n\r\nok")
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  @Test
  void serverHearsAtOnceThatTheClientIsGone() throws Exception {
    try (Socket client = call("/wait")) {
      InputStream in = client.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      assertThat(gone.await(200, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoDoesNotReadCanBeCutOff() throws Exception {
    try (Socket client = call("/flood")) {
      await().until(() -> connection.get() != null);
      assertThat(ended.await(500, TimeUnit.MILLISECONDS)).isFalse();
      connection.get().close();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void theLastAnswerIsWhole() throws IOException {
    try (Socket client = call("/once", "Connection: close\r\n")) {
      client.setSoTimeout(10_000);
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).endsWith("\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
    }
  }

  @Test
  void aConnectionThatShallGoOnDoes() throws IOException {
    try (Socket client = call("/once")) {
      client.setSoTimeout(300);
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
