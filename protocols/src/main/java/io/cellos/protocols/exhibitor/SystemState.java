package io.cellos.protocols.exhibitor;

import java.util.Map;

/**
 * Answer of {@code /config/get-state}.
 *
 * @param running whether ZooKeeper's process answers
 * @param nodeMutationsAllowed whether the explorer may write; a cell's may not
 */
public record SystemState(
    String version,
    boolean running,
    boolean backupActive,
    boolean standaloneMode,
    String extraHeadingText,
    boolean nodeMutationsAllowed,
    Config config) {

  /**
   * The shared configuration, as far as a cell has the same settings.
   *
   * @param serverId this server's id, or -1 while it is no member
   * @param serversSpec {@code 1:h1,2:h2,3:h3}
   */
  public record Config(
      boolean rollInProgress,
      String rollStatus,
      int rollPercentDone,
      String hostname,
      int serverId,
      String serversSpec,
      int clientPort,
      int connectPort,
      int electionPort,
      Map<String, String> zooCfgExtra) {}
}
