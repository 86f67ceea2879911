package io.cellos.bench;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * The floor: plain ZooKeeper servers that someone who knows all addresses beforehand starts by
 * hand, with ZooKeeper's own defaults and nothing around them.
 */
final class BareEnsemble implements AutoCloseable {
  /** As the servers of a cell have it. */
  static final int CELLS_TICK = 500;

  /** That of ZooKeeper's own sample configuration. */
  private static final int USUAL_TICK = 2000;

  private final List<ProcessRef> servers = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final Path directory;

  private BareEnsemble(Path directory) {
    this.directory = directory;
  }

  /** Starts the servers and returns how long it took until each of them served clients. */
  static Duration timeToServe(String network, int size, String classPath)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (BareEnsemble ensemble = serving(network, size, USUAL_TICK, classPath)) {
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  /**
   * The servers, once each of them serves clients.
   *
   * @param tick in ms, ZooKeeper's unit of time: what a session's end is rounded up to
   */
  static BareEnsemble serving(String network, int size, int tick, String classPath)
      throws IOException, InterruptedException {
    BareEnsemble ensemble = new BareEnsemble(Files.createTempDirectory("bare-zookeeper"));
    ensemble.configure(network, size, tick);
    ensemble.start(classPath);
    if (!Deadline.in(Duration.ofMinutes(1)).await(Duration.ofMillis(10), ensemble::allServe)) {
      ensemble.close();
      throw new IllegalStateException("bare ZooKeeper does not serve: " + ensemble.directory);
    }
    return ensemble;
  }

  private void configure(String network, int size, int tick) throws IOException {
    StringBuilder members = new StringBuilder();
    for (int id = 1; id <= size; id++) {
      hosts.add(network + "." + (10 + id));
      members.append("server.%d=%s:2888:3888%n".formatted(id, hosts.get(id - 1)));
    }
    for (int id = 1; id <= size; id++) {
      Path home = Files.createDirectories(directory.resolve(String.valueOf(id)));
      Files.writeString(home.resolve("myid"), String.valueOf(id));
      String config =
          """
          tickTime=%d
          initLimit=10
          syncLimit=5
          dataDir=%s
          clientPort=2181
          clientPortAddress=%s
          admin.enableServer=false
          4lw.commands.whitelist=srvr
          %s"""
              .formatted(tick, home, hosts.get(id - 1), size == 1 ? "" : members);
      Files.writeString(home.resolve("zoo.cfg"), config);
    }
  }

  private void start(String classPath) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    for (int id = 1; id <= hosts.size(); id++) {
      Path home = directory.resolve(String.valueOf(id));
      List<String> command =
          List.of(
              java,
              "-Xmx1000m",
              "-cp",
              classPath,
              QuorumPeerMain.class.getName(),
              home.resolve("zoo.cfg").toString());
      servers.add(
          ProcessGroups.start(
              command, home, Map.of("PATH", "/usr/bin:/bin"), home.resolve("out.log")));
    }
  }

  private boolean allServe() {
    return hosts.stream().allMatch(BareEnsemble::serves);
  }

  private static boolean serves(String host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, 2181), 200);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).contains("Mode: ");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(server -> ProcessGroups.signal(server.pid(), ProcessGroups.Signal.KILL));
    AtomicFiles.deleteTree(directory);
  }
}
