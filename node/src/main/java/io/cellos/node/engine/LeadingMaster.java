package io.cellos.node.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Closer;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The master that leads, found in ZooKeeper as every client of Mesos finds it. */
public final class LeadingMaster implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Closer closer = new Closer();
  private final LeaderDetector detector;

  private LeadingMaster(ZooKeeperSession session) {
    closer.add(session);
    detector = closer.add(LeaderDetector.start(session, session.path(), leader -> {}));
  }

  /**
   * Begins to follow who leads.
   *
   * @param home the directory of a node, which has the address of ZooKeeper
   * @throws IOException if it has not yet
   */
  public static LeadingMaster of(Path home) throws IOException {
    ZkSource source = new ZkSource.InFile(home.resolve("etc/mesos.zk"));
    return new LeadingMaster(ZooKeeperSession.open(source, ZooKeeperSession.USUAL_TIMEOUT));
  }

  /** To be asked about agents; empty while none leads, or while that is not known. */
  public Optional<MasterAgents> agents() {
    return detector
        .leader()
        .flatMap(LeadingMaster::address)
        .map(uri -> new MasterAgents(uri, TIMEOUT));
  }

  /** What a master says about itself is Mesos' MasterInfo as JSON. */
  static Optional<URI> address(byte[] info) {
    try {
      JsonNode address = Json.tree(info).path("address");
      String ip = address.path("ip").asText(address.path("hostname").asText());
      int port = address.path("port").asInt();
      return ip.isEmpty() || port == 0
          ? Optional.empty()
          : Optional.of(URI.create("http://" + ip + ":" + port));
    } catch (UncheckedIOException e) {
      return Optional.empty(); // not written by a master
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
