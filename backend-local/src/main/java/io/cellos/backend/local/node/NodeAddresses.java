package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.Network;
import io.cellos.backend.local.cell.Ports;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives out the addresses of new nodes. The last few that were given back rest for a while, so that
 * what still calls a gone node does not reach its successor.
 */
public final class NodeAddresses {
  private static final int RESTING = 8;

  private final Network network;
  private final Deque<InetAddress> resting = new ArrayDeque<>();

  public NodeAddresses(Network network) {
    this.network = network;
  }

  /**
   * The first free address, one that rests only if there is no other.
   *
   * @param ports that must be free on it
   * @param used by the nodes there are
   * @return empty if all are taken
   */
  public synchronized Optional<InetAddress> choose(Set<Integer> ports, Set<InetAddress> used) {
    List<InetAddress> unused =
        network.nodeAddresses().stream().filter(address -> !used.contains(address)).toList();
    return Stream.concat(
            unused.stream().filter(address -> !resting.contains(address)),
            unused.stream().filter(resting::contains))
        .filter(address -> ports.stream().allMatch(port -> isFree(address, port)))
        .findFirst();
  }

  private static boolean isFree(InetAddress address, int port) {
    return Ports.probe(address, port) == Ports.State.FREE;
  }

  /** Takes back the address of a node that is gone. */
  public synchronized void giveBack(InetAddress address) {
    resting.remove(address);
    resting.addLast(address);
    if (resting.size() > RESTING) {
      resting.removeFirst();
    }
  }
}
