package io.cellos.nucleus.membership;

import io.cellos.model.NodeId;

/**
 * One server of the ensemble.
 *
 * @param serverId ZooKeeper's {@code myid}; never given to another node again
 * @param kind whether it votes
 */
public record Member(int serverId, NodeId node, String host, Kind kind) {
  public static final int CLIENT_PORT = 2181;
  public static final int PEER_PORT = 2888;
  public static final int ELECTION_PORT = 3888;
  public static final int REST_PORT = 8181;

  /** ZooKeeper's two kinds of learner. */
  public enum Kind {
    PARTICIPANT,
    OBSERVER;

    /** Lower case, as in ZooKeeper's configuration. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Member as(Kind other) {
    return new Member(serverId, node, host, other);
  }

  /** {@code host:2181}. */
  public String clientAddress() {
    return host + ":" + CLIENT_PORT;
  }

  /** ZooKeeper's notation: {@code server.3=10.0.0.13:2888:3888:participant;10.0.0.13:2181}. */
  public String toServerLine() {
    return "server.%d=%s".formatted(serverId, toServerSpec());
  }

  /** What stands right of the equals sign in {@link #toServerLine}. */
  public String toServerSpec() {
    return "%s:%d:%d:%s;%s:%d".formatted(host, PEER_PORT, ELECTION_PORT, kind, host, CLIENT_PORT);
  }
}
