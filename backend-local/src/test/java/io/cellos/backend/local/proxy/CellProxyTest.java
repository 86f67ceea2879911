package io.cellos.backend.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cellos.backend.OpenProxy;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real client (curl) against the proxy of a cell that is only described. */
class CellProxyTest {
  private static final String NODE = "127.177.0.11";
  private static final String SICK = "127.177.0.12";
  private static final String BALANCER = "127.177.0.2";
  private static final CellDescription CELL =
      new CellDescription(
          "demo",
          "local",
          "local",
          "2.0.0",
          CellStatus.RUNNING,
          Instant.EPOCH,
          List.of(
              new CellDescription.Group(
                  Role.NUCLEUS,
                  2,
                  List.of(
                      node("n-00000002", 2, SICK, Health.UNHEALTHY),
                      node("n-00000001", 1, NODE, Health.HEALTHY)))),
          List.of(
              new CellDescription.LoadBalancer(
                  "demo-zookeeper", "http://" + BALANCER + ":8080", 1, 1)),
          Map.of(),
          "http://127.177.0.1:8080");

  private final List<HttpServer> servers = new ArrayList<>();
  private OpenProxy proxy;

  private static CellDescription.Node node(String id, int index, String ip, Health health) {
    return new CellDescription.Node(NodeId.parse(id), index, ip, null, NodeState.RUNNING, health);
  }

  @BeforeEach
  void serve() throws IOException {
    serve(NODE, 8181);
    serve(BALANCER, 8080);
    proxy = CellProxy.open(CellName.parse("demo"), Optional.of(Role.NUCLEUS), 0, () -> CELL);
  }

  private void serve(String ip, int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(ip, port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = ip.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
  }

  @AfterEach
  void end() {
    proxy.close();
    servers.forEach(server -> server.stop(0));
  }

  private static String curl(OpenProxy proxy, String url) throws IOException {
    ProcessBuilder curl =
        new ProcessBuilder(
            "curl",
            "-qsS",
            "-m",
            "10",
            "--noproxy",
            "",
            "--socks5-hostname",
            "127.0.0.1:" + proxy.port(),
            url);
    curl.redirectErrorStream(true);
    return curl.start().inputReader().readAllAsString().strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nucleus-1",
        "nucleus-1.demo.cell",
        "NUCLEUS-1.Demo.Cell",
        "nucleus",
        "localhost",
        "127.0.0.1",
        "ip-127-177-0-11",
        "127.177.0.11"
      })
  void namesOfNodesAreReached(String name) throws Exception {
    assertThat(curl(proxy, "http://" + name + ":8181/")).isEqualTo(NODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zookeeper.demo.cell", "zookeeper", "demo-zookeeper", "127.177.0.2"})
  void balancersAreReachedOnWhateverPortTheyGot(String name) throws Exception {
    assertThat(curl(proxy, "http://" + name + "/")).isEqualTo(BALANCER);
    assertThat(curl(proxy, "http://" + name + ":8080/")).isEqualTo(BALANCER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.177.0.99",
        "127.178.0.11",
        "169.254.169.254",
        "10.0.0.1",
        "[::1]",
        "[::ffff:127.177.0.99]",
        "example.com",
        "nucleus-9",
        "nucleus-1.other.cell"
      })
  void everythingElseIsNotAllowed(String name) throws Exception {
    assertThat(curl(proxy, "http://" + name + ":8181/")).contains("(97)");
    assertThat(reply(name.replaceAll("[\\[\\]]", ""))).isEqualTo(2);
  }

  @Test
  void localhostNeedsARole() throws Exception {
    try (OpenProxy any = CellProxy.open(CellName.parse("demo"), Optional.empty(), 0, () -> CELL)) {
      assertThat(curl(any, "http://localhost:8181/")).contains("(97)");
    }
  }

  @Test
  void aClosedPortIsReportedAsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(request(3, 1, "nucleus-1", 9));
      assertThat(socket.getInputStream().readNBytes(2)).containsExactly(5, 0);
      assertThat(socket.getInputStream().readNBytes(10)[1]).isEqualTo((byte) 5);
    }
  }

  @Test
  void otherCommandsAndVersionsAreRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(request(3, 2, "nucleus-1", 8181));
      assertThat(socket.getInputStream().readNBytes(12)[3]).isEqualTo((byte) 7);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(new byte[] {4, 1, 0, 80});
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(new byte[] {5, 1, 2}); // only with a password
      assertThat(socket.getInputStream().readAllBytes()).containsExactly(5, 0xff);
    }
  }

  @Test
  void itOnlyListensOnLocalhost() {
    assertThat(Path.of("/proc/net/tcp")).exists();
    assertThat(listeners()).containsExactly("0100007F");
  }

  private List<String> listeners() {
    String port = ":%04X".formatted(proxy.port());
    List<String> found = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : java.nio.file.Files.readAllLines(Path.of(table))) {
          String[] fields = line.strip().split(" +");
          if (fields[1].endsWith(port) && fields[3].equals("0A")) {
            String address = fields[1].substring(0, fields[1].indexOf(':'));
            found.add(address.substring(address.length() - 8));
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return found;
  }

  private int reply(String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(request(3, 1, name, 8181));
      return socket.getInputStream().readNBytes(12)[3];
    }
  }

  private static byte[] request(int type, int command, String name, int port) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {5, 1, 0, 5, (byte) command, 0, (byte) type, (byte) name.length()});
    bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new byte[] {(byte) (port >> 8), (byte) port});
    return bytes.toByteArray();
  }
}
