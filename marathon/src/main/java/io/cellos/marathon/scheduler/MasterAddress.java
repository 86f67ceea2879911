package io.cellos.marathon.scheduler;

import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.model.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where the leading master is known from. */
public sealed interface MasterAddress {
  /** Masters elect their leader there. */
  record InZooKeeper(ZkSource zookeeper) implements MasterAddress {}

  /** This one leads, or says who does. */
  record Fixed(URI master) implements MasterAddress {}

  /**
   * Reads {@code zk://host:port,…/mesos}, {@code file:///file-with-such-a-URL}, {@code host:port}
   * or {@code http://host:port}.
   *
   * @throws InvalidInputException if it is none of them
   */
  static MasterAddress parse(String text) {
    String address = text.strip();
    if (address.startsWith("zk://") || address.startsWith("file://")) {
      return new InZooKeeper(ZkSource.parse(address));
    }
    try {
      URI uri = new URI(address.contains("://") ? address : "http://" + address);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 5050 : uri.getPort();
        return new Fixed(new URI("http", null, uri.getHost(), port, null, null, null));
      }
    } catch (URISyntaxException e) {
      throw new InvalidInputException(wrong(address));
    }
    throw new InvalidInputException(wrong(address));
  }

  private static String wrong(String text) {
    return "\""
        + text
        + "\" is not where a master is: write zk://host:2181/mesos, file:///file-with-that,"
        + " host:5050 or http://host:5050";
  }
}
