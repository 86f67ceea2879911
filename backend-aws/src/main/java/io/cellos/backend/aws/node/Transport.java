package io.cellos.backend.aws.node;

import io.cellos.base.error.CellException;
import java.util.List;

/** How ssh comes to the nodes: none of them has a public address. */
sealed interface Transport {
  /** Through Session Manager, without a port that is open to anybody. */
  record SessionManager(List<String> tunnel) implements Transport {
    /**
     * @param tunnel the program that connects its input and output to the node whose id follows
     */
    public SessionManager {
      tunnel = List.copyOf(tunnel);
    }
  }

  /** Through the cell's bastion. */
  record Bastion(String address) implements Transport {}

  /**
   * Session Manager where its plugin is installed, unless the user wants the bastion that the cell
   * has; else the bastion.
   *
   * @param hasPlugin whether Session Manager's plugin is installed here
   * @param wantsBastion whether the user chose the bastion
   * @param tunnel see {@link SessionManager}
   * @throws CellException if there is no way
   */
  static Transport choose(
      Reach reach, boolean hasPlugin, boolean wantsBastion, List<String> tunnel) {
    if (reach.bastion().isPresent() && (wantsBastion || !hasPlugin)) {
      return new Bastion(reach.bastion().get());
    }
    if (hasPlugin) {
      return new SessionManager(tunnel);
    }
    String name = reach.cell().cell();
    throw CellException.failed(
        "there is no way to the nodes of cell %s: %s is not installed, and the cell has no bastion"
            .formatted(name, SessionPlugin.PROGRAM),
        ("install Session Manager's plugin for the AWS CLI, or give the cell a bastion: "
                + "cell update %s --bastion")
            .formatted(name));
  }

  /**
   * How long the connection to a node may take until the node's server says who it is: the way
   * there counts too, and each program on it has to start.
   */
  default int connectSeconds(int seconds) {
    return switch (this) {
      case SessionManager plugin -> seconds + 25;
      case Bastion bastion -> 3 * seconds;
    };
  }

  /** What to look at when ssh could not connect. */
  default String advice(String cell) {
    return switch (this) {
      case SessionManager plugin ->
          "see whether the node runs: cell list %s; the first minutes of a node have no agent yet"
              .formatted(cell);
      case Bastion bastion ->
          ("see whether the node runs: cell list %s; the bastion %s lets in the cell's allowed"
                  + " networks only")
              .formatted(cell, bastion.address());
    };
  }
}
