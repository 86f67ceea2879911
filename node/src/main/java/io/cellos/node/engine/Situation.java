package io.cellos.node.engine;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a program is started with and may change later.
 *
 * @param servers of ZooKeeper, {@code host:port} each; not empty
 * @param masters how many there shall be
 * @param resources what the agent offers
 */
public record Situation(Set<String> servers, int masters, String resources) {
  public Situation {
    servers = new TreeSet<>(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no servers of ZooKeeper");
    }
  }

  /**
   * @param connect {@code host:port,host:port}
   */
  public static Situation of(String connect, int masters, String resources) {
    return new Situation(Set.copyOf(Arrays.asList(connect.split(","))), masters, resources);
  }

  /** Where masters and agents of the cell meet. */
  String zkUrl() {
    return "zk://" + String.join(",", servers) + "/mesos";
  }

  /** Of the masters so many must agree. */
  int quorum() {
    return masters / 2 + 1;
  }
}
