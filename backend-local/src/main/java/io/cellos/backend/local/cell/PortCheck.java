package io.cellos.backend.local.cell;

import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a network is silent. */
public final class PortCheck {
  private static final Path TABLE = Path.of("/proc/net/tcp");
  private static final String LISTEN = "0A";
  private static final int FIRST_NODES = 20;

  private PortCheck() {}

  /** The ports of the network that somebody listens on, each as {@code port 80 of 127.20.0.1}. */
  public static List<String> taken(Network network) {
    return Files.isReadable(TABLE) ? byTable(network) : byTrying(network);
  }

  /** Addresses stand there in hexadecimal, backwards on little-endian machines: 0B00147F. */
  private static List<String> byTable(Network network) {
    Set<String> taken = new TreeSet<>();
    try {
      for (Path table : List.of(TABLE, TABLE.resolveSibling("tcp6"))) {
        for (String line : Files.readAllLines(table)) {
          String[] fields = line.strip().split("\\s+");
          if (fields.length > 3 && fields[3].equals(LISTEN)) {
            int colon = fields[1].indexOf(':');
            String address = fields[1].substring(Math.max(0, colon - 8), colon);
            int port = Integer.parseInt(fields[1].substring(colon + 1), 16);
            long value = Long.reverseBytes(Long.parseLong(address, 16)) >>> 32;
            if (value >>> 8 == (127L << 16 | (long) network.number() << 8)) {
              taken.add("port " + port + " of 127." + network.number() + ".0." + (value & 255));
            }
          }
        }
      }
    } catch (IOException e) {
      return byTrying(network);
    }
    return List.copyOf(taken);
  }

  private static List<String> byTrying(Network network) {
    List<String> taken = new ArrayList<>();
    Set<Integer> ports = Ports.ofNodes(EnumSet.allOf(Role.class));
    ports.addAll(Ports.WEB);
    List<InetAddress> addresses = new ArrayList<>(List.of(network.controller()));
    for (Service service : Service.values()) {
      addresses.add(network.balancer(service));
    }
    addresses.addAll(network.nodeAddresses().subList(0, FIRST_NODES));
    for (InetAddress address : addresses) {
      for (int port : ports) {
        if (Ports.probe(address, port) == Ports.State.TAKEN) {
          taken.add("port " + port + " of " + address.getHostAddress());
        }
      }
    }
    return taken;
  }
}
