package io.cellos.coordination.testing;

import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** One ZooKeeper server as a process of its own, which can be killed and started again. */
public final class TestZooKeeper implements AutoCloseable {
  private static final Pattern RECEIVED = Pattern.compile("Received: ([0-9]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final int port;
  private ProcessRef process;

  private TestZooKeeper(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Starts a server that keeps its data in the directory; returns when it serves. */
  public static TestZooKeeper start(Path directory) throws IOException, InterruptedException {
    TestZooKeeper server = new TestZooKeeper(Files.createDirectories(directory), freePort());
    server.restart();
    return server;
  }

  /** {@code host:port}. */
  public String connect() {
    return "127.0.0.1:" + port;
  }

  /** {@code zk://host:port} and the path. */
  public String url(String path) {
    return "zk://" + connect() + path;
  }

  /** Starts it again with its data; returns when it serves. */
  public void restart() throws IOException, InterruptedException {
    Path configuration = directory.resolve("zoo.cfg");
    Files.write(
        configuration,
        List.of(
            "dataDir=" + directory.resolve("data"),
            "clientPort=" + port,
            "clientPortAddress=127.0.0.1",
            "tickTime=1000",
            "admin.enableServer=false",
            "preAllocSize=4096",
            "maxClientCnxns=0"));
    Path log = directory.resolve("zookeeper.out");
    process =
        ProcessGroups.start(
            JavaCommand.current()
                .of(
                    128,
                    // a busy disk must not make tests wait: no power fails here
                    Map.of("zookeeper.jmx.log4j.disable", "true", "zookeeper.forceSync", "no"),
                    QuorumPeerMain.class,
                    configuration.toString()),
            directory,
            Map.of(),
            log);
    if (!Deadline.in(PATIENCE).await(Duration.ofMillis(50), this::answers)) {
      close();
      throw new IllegalStateException("ZooKeeper did not start:\n" + Files.readString(log));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills it as a power failure does. */
  public void kill() throws InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ZERO);
  }

  /** Stops or continues it. */
  public void signal(ProcessGroups.Signal signal) {
    ProcessGroups.signal(process.pid(), signal);
  }

  /** How many requests it has got so far, those included that keep sessions alive. */
  public long requests() throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      String told = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher received = RECEIVED.matcher(told);
      if (!received.find()) {
        throw new IOException("ZooKeeper says: " + told);
      }
      return Long.parseLong(received.group(1));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
