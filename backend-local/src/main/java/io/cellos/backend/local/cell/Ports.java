package io.cellos.backend.local.cell;

import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which ports a cell listens on, and whether a port can be listened on. */
public final class Ports {
  public static final int NODE_HEALTH = 8079;

  /** What pages and balancers listen on: 80, where that needs a privilege we lack 8080. */
  public static final List<Integer> WEB = List.of(80, 8080);

  /** What came of trying to listen. */
  public enum State {
    FREE,
    TAKEN,
    /** The machine has no such address. */
    NO_ADDRESS,
    /** A privilege is missing. */
    FORBIDDEN
  }

  private Ports() {}

  /** Tries to listen on the port and stops at once. */
  public static State probe(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
      return State.FREE;
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (why.contains("permission") || why.contains("not permitted")) {
        return State.FORBIDDEN;
      }
      return why.contains("assign") || why.contains("unreachable") ? State.NO_ADDRESS : State.TAKEN;
    }
  }

  /** The port for pages and balancers on this address, 80 if that can be listened on. */
  public static int web(InetAddress address) {
    return probe(address, WEB.getFirst()) == State.FREE ? WEB.getFirst() : WEB.getLast();
  }

  /** The ports that nodes of these roles listen on, not counting the web port. */
  public static Set<Integer> ofNodes(Set<Role> roles) {
    Set<Integer> ports = new TreeSet<>();
    for (Role role : roles) {
      ports.add(NODE_HEALTH);
      ports.addAll(
          switch (role) {
            case NUCLEUS -> List.of(2181, 2888, 3888, 8181);
            case STATELESS_BODY -> List.of(5050, 5051, 8080);
            case STATEFUL_BODY, MEMBRANE -> List.of(5051);
          });
    }
    return ports;
  }
}
