package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.cell.Ports;
import io.cellos.backend.local.group.Slot;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes up new nodes: an id that was never used, a free address, an environment. */
public final class NodeFactory {
  private final CellHome cell;
  private final Supplier<CellFile> spec;
  private final NodeAddresses addresses;
  private final Map<String, String> outside;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param outside the environment that nodes get their PATH, LANG and USER from
   */
  public NodeFactory(
      CellHome cell, Supplier<CellFile> spec, Map<String, String> outside, InstantSource clock) {
    this.cell = cell;
    this.spec = spec;
    this.addresses = new NodeAddresses(spec.get().net());
    this.outside = Map.copyOf(outside);
    this.clock = clock;
  }

  /**
   * @param present the nodes there are
   * @throws IOException if no address is free
   */
  public NodeFile make(Slot slot, Collection<NodeStatus> present) throws IOException {
    NodeId id = NodeId.parse("n-%08x".formatted(random.nextInt()));
    Set<InetAddress> used =
        present.stream().map(node -> node.file().address()).collect(Collectors.toSet());
    InetAddress address =
        addresses
            .choose(Ports.ofNodes(Set.of(slot.role())), used)
            .orElseThrow(() -> new IOException("no address of " + spec.get().net() + " is free"));
    String ip = address.getHostAddress();
    Map<String, String> environment = NodeEnvironment.of(cell, spec.get(), id, slot, ip, outside);
    return new NodeFile(
        id, slot.role(), slot.index(), ip, clock.instant(), environment, null, false);
  }

  /** Takes back the address of a node that is gone. */
  public void giveBack(NodeFile node) {
    addresses.giveBack(node.address());
  }
}
