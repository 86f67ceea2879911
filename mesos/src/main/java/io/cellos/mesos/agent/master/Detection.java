package io.cellos.mesos.agent.master;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Closer;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows which master leads, by what {@code --master} says: {@code host:port} of one that may not
 * lead but knows who does, a {@code zk://} URL, or {@code file://} of a file that holds one.
 */
public final class Detection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Detection.class);

  private final Closer closer = new Closer();

  private Detection() {}

  /**
   * @param leader hears of every change
   * @throws InvalidInputException if the text is nothing of the kind
   */
  public static Detection start(String master, Consumer<Optional<URI>> leader) throws IOException {
    Detection detection = new Detection();
    if (master.contains("://")) {
      ZooKeeperSession session =
          detection.closer.add(
              ZooKeeperSession.open(ZkSource.parse(master), ZooKeeperSession.USUAL_TIMEOUT));
      detection.closer.add(
          LeaderDetector.start(
              session, session.path(), info -> leader.accept(info.flatMap(Detection::address))));
    } else {
      leader.accept(Optional.of(address(master)));
    }
    return detection;
  }

  private static URI address(String hostAndPort) {
    URI uri = URI.create("http://" + hostAndPort);
    if (uri.getHost() == null || uri.getPort() < 1) {
      throw new InvalidInputException(
          "--master="
              + hostAndPort
              + " is neither host:port nor zk://host:port,…/mesos nor file://…");
    }
    return uri;
  }

  /** Of the master's description as Mesos writes it. */
  private static Optional<URI> address(byte[] info) {
    try {
      JsonNode master = Json.tree(info);
      JsonNode address = master.path("address");
      String host = address.path("ip").asText(master.path("hostname").asText());
      int port = address.path("port").asInt(master.path("port").asInt());
      return Optional.of(address(host + ":" + port));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.warn("can't understand what the leading master says of itself: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
