package io.cellos.coordination.zookeeper;

import org.apache.curator.ensemble.EnsembleProvider;

/** Tells Curator where the servers are, whenever it begins a session or loses a connection. */
final class Servers implements EnsembleProvider {
  private volatile String connect;

  Servers(String connect) {
    this.connect = connect;
  }

  @Override
  public void start() {}

  @Override
  public String getConnectionString() {
    return connect;
  }

  @Override
  public void setConnectionString(String connectionString) {
    connect = connectionString;
  }

  /** A session moves to other servers without ending. */
  @Override
  public boolean updateServerListEnabled() {
    return true;
  }

  @Override
  public void close() {}
}
