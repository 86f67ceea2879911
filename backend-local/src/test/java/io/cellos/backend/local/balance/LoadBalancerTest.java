package io.cellos.backend.local.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.cellos.backend.local.relay.Acceptor;
import io.cellos.backend.local.testing.Loopback;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.lifecycle.Closer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on both sides. */
class LoadBalancerTest {
  private static final int PORT = 8181;
  private final Closer closer = new Closer();
  private final Collection<InetAddress> targets = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    closer.close();
  }

  /** A target that says its address; its health can be switched. */
  private InetAddress target(AtomicBoolean healthy) throws IOException {
    InetAddress address = Loopback.random();
    HttpServer server = HttpServer.create(new InetSocketAddress(address, PORT), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = address.getHostAddress().getBytes(StandardCharsets.UTF_8);
          boolean check = exchange.getRequestURI().getPath().equals("/health");
          exchange.sendResponseHeaders(check && !healthy.get() ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    closer.add(() -> server.stop(0));
    targets.add(address);
    return address;
  }

  private static HttpAnswer get(LoadBalancer balancer, InetAddress address)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address.getHostAddress() + ":" + balancer.port() + "/x");
    return HttpCalls.get(uri, Duration.ofSeconds(5));
  }

  @Test
  void connectionsGoToHealthyTargetsInTurn() throws Exception {
    AtomicBoolean wellThen = new AtomicBoolean(true);
    InetAddress one = target(new AtomicBoolean(true));
    InetAddress two = target(wellThen);
    target(new AtomicBoolean(false));
    InetAddress front = Loopback.random();
    LoadBalancer balancer = open(front);
    await().until(() -> balancer.healthy() == 2);
    assertThat(balancer.targets()).isEqualTo(3);
    assertThat(answersOf(front, balancer.port(), 4))
        .containsExactlyInAnyOrder(one.getHostAddress(), two.getHostAddress());
    wellThen.set(false);
    await().until(() -> balancer.healthy() == 1);
    assertThat(answersOf(front, balancer.port(), 4)).containsExactly(one.getHostAddress());
  }

  private LoadBalancer open(InetAddress front) throws IOException {
    return closer.add(
        LoadBalancer.open(
            front,
            8080,
            new LoadBalancer.Service("zookeeper", PORT, "/health"),
            () -> targets,
            () -> {}));
  }

  /** One connection for each request, as the balancer only sees connections. */
  private static Set<String> answersOf(InetAddress front, int port, int count) throws IOException {
    Set<String> answers = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      try (Socket socket = new Socket(front, port)) {
        socket
            .getOutputStream()
            .write("GET /x HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        answers.add(all.substring(all.lastIndexOf('\n') + 1));
      }
    }
    return answers;
  }

  @Test
  void withoutAHealthyTargetTheClientIsToldSo() throws Exception {
    target(new AtomicBoolean(false));
    InetAddress front = Loopback.random();
    LoadBalancer balancer = open(front);
    await().until(() -> balancer.targets() == 1);
    HttpAnswer answer = get(balancer, front);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("zookeeper: none of its targets (1) is healthy");
  }

  @Test
  void withoutAnyTargetTheClientIsToldSo() throws Exception {
    InetAddress front = Loopback.random();
    HttpAnswer answer = get(open(front), front);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("no node");
  }

  @Test
  void aTargetThatRefusesIsPassedOver() throws Exception {
    InetAddress well = target(new AtomicBoolean(true));
    TargetPool pool = new TargetPool();
    InetAddress refuses = Loopback.random();
    pool.set(List.of(refuses, well), 2);
    assertThat(pool.inTurn()).containsExactly(refuses, well);
    assertThat(pool.inTurn()).containsExactly(well, refuses);

    HttpServer dying = HttpServer.create(new InetSocketAddress(refuses, PORT), 0);
    dying.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
    dying.start();
    targets.add(refuses);
    InetAddress front = Loopback.random();
    LoadBalancer balancer = open(front);
    await().until(() -> balancer.healthy() == 2);
    dying.stop(0); // the balancer does not know for up to a second
    assertThat(answersOf(front, balancer.port(), 4)).containsExactly(well.getHostAddress());
  }

  @Test
  void oneSideMayEndItsPartAndStillReceive() throws Exception {
    InetAddress address = Loopback.random();
    // answers its health check, and else echoes what it got once the client has ended
    Acceptor echo = Acceptor.open(address, PORT, "echo", 10, LoadBalancerTest::echo);
    closer.add(echo);
    targets.add(address);
    InetAddress front = Loopback.random();
    LoadBalancer balancer = open(front);
    await().until(() -> balancer.healthy() == 1);
    try (Socket client = new Socket(front, balancer.port())) {
      byte[] large = new byte[300_000];
      Thread.ofVirtual().start(() -> writeAndEnd(client, large));
      assertThat(client.getInputStream().readAllBytes()).hasSize(large.length);
    }
  }

  private static void writeAndEnd(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(Socket socket) {
    try {
      byte[] first = socket.getInputStream().readNBytes(3);
      if (new String(first, StandardCharsets.US_ASCII).equals("GET")) {
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        return;
      }
      byte[] rest = socket.getInputStream().readAllBytes();
      socket.getOutputStream().write(first);
      socket.getOutputStream().write(rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void closingEndsOpenConnections() throws Exception {
    InetAddress address = Loopback.random();
    closer.add(Acceptor.open(address, PORT, "echo", 10, LoadBalancerTest::echo));
    targets.add(address);
    InetAddress front = Loopback.random();
    LoadBalancer balancer = open(front);
    await().until(() -> balancer.healthy() == 1);
    try (Socket client = new Socket(front, balancer.port())) {
      client.getOutputStream().write(new byte[] {1});
      balancer.close();
      client.setSoTimeout(5000);
      assertThat(hasEnded(client)).isTrue();
    }
  }

  private static boolean hasEnded(Socket client) throws IOException {
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // reset
    }
  }
}
