package io.cellos.backend.local.cell;

import io.cellos.base.error.CellException;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chooses the network of a new cell: the first whose addresses and ports are free. */
public final class NetworkChoice {
  private static final int LAST = 254;

  /** An address that no cell ever has; what is taken here is taken everywhere. */
  private static final InetAddress NOBODYS = InetAddress.ofLiteral("127.255.255.253");

  private final int first;
  private final Probe probe;
  private final Function<Integer, Optional<String>> owner;

  /** Says whether a port can be listened on. */
  public interface Probe {
    Ports.State probe(InetAddress address, int port);
  }

  /**
   * @param first the number of the network that is tried first
   * @param owner tells who listens on a port, if that can be known
   */
  NetworkChoice(int first, Probe probe, Function<Integer, Optional<String>> owner) {
    this.first = first;
    this.probe = probe;
    this.owner = owner;
  }

  /**
   * @param first the number of the network that is tried first
   */
  public static NetworkChoice ofThisMachine(int first) {
    return new NetworkChoice(first, Ports::probe, PortOwner::find);
  }

  /**
   * @param used networks that other cells have
   * @throws CellException if there is none, saying what is in the way and what to do
   */
  public Network choose(CellSpec spec, Set<Integer> used) {
    Optional<Clash> last = Optional.empty();
    for (int number = first; number <= LAST; number++) {
      if (!used.contains(number)) {
        last = firstClash(spec, new Network(number));
        if (last.isEmpty()) {
          return new Network(number);
        }
        refuseHopeless(spec, new Network(number), last.get());
      }
    }
    throw CellException.failed(
        "none of the networks 127."
            + first
            + ".0.0/24 to 127."
            + LAST
            + ".0.0/24 is free"
            + last.map(clash -> "; in the last one " + clash + " is taken").orElse(""),
        "delete a cell that is not needed any more; see: cell list");
  }

  /**
   * Checks that the cell's own network can be used, for a cell that is brought back.
   *
   * @throws CellException if something else has one of its ports
   */
  public void check(CellSpec spec, Network network, Set<InetAddress> nodes) {
    List<InetAddress> balancers = webAddresses(network);
    Optional<Clash> clash = firstClash(balancers, nodes, Ports.ofNodes(EnumSet.allOf(Role.class)));
    if (clash.isPresent()) {
      refuseHopeless(spec, network, clash.get());
      throw CellException.failed(
          clash.get() + " is taken" + owner(clash.get().port()),
          "end what has it (a cell of another user or CELLOS_HOME is stopped with: cell stop),"
              + " then try again");
    }
  }

  private record Clash(InetAddress address, int port, Ports.State state) {
    @Override
    public String toString() {
      return "port " + port + " of " + address.getHostAddress();
    }
  }

  private Optional<Clash> firstClash(CellSpec spec, Network network) {
    Set<Role> roles =
        spec.sizes().entrySet().stream()
            .filter(group -> group.getValue() > 0)
            .map(group -> group.getKey())
            .collect(Collectors.toSet());
    List<InetAddress> nodes = network.nodeAddresses().subList(0, spec.totalSize());
    return firstClash(webAddresses(network), nodes, Ports.ofNodes(roles));
  }

  private Optional<Clash> firstClash(
      Iterable<InetAddress> web, Iterable<InetAddress> nodes, Set<Integer> ports) {
    for (InetAddress address : web) {
      int port = webPort(address);
      Ports.State state = probe.probe(address, port);
      if (state != Ports.State.FREE) {
        return Optional.of(new Clash(address, port, state));
      }
    }
    for (InetAddress address : nodes) {
      for (int port : ports) {
        Ports.State state = probe.probe(address, port);
        if (state != Ports.State.FREE) {
          return Optional.of(new Clash(address, port, state));
        }
      }
    }
    return Optional.empty();
  }

  /** Another cell on port 80 is a clash; a web server on all addresses is not: 8080 will do. */
  private int webPort(InetAddress address) {
    int usual = Ports.WEB.getFirst();
    return switch (probe.probe(address, usual)) {
      case FREE, NO_ADDRESS -> usual;
      case FORBIDDEN -> Ports.WEB.getLast();
      case TAKEN -> probe.probe(NOBODYS, usual) == Ports.State.TAKEN ? Ports.WEB.getLast() : usual;
    };
  }

  private static List<InetAddress> webAddresses(Network network) {
    List<InetAddress> addresses = new ArrayList<>(List.of(network.controller()));
    for (Service service : Service.values()) {
      addresses.add(network.balancer(service));
    }
    return addresses;
  }

  /** Stops where another network would not help. */
  private void refuseHopeless(CellSpec spec, Network network, Clash clash) {
    if (clash.state() == Ports.State.NO_ADDRESS) {
      throw CellException.failed(
          "this machine has no address " + clash.address().getHostAddress(),
          "add the addresses of the cell with: " + aliasCommand(spec, network));
    }
    if (probe.probe(NOBODYS, clash.port()) == Ports.State.TAKEN) {
      throw CellException.failed(
          "port "
              + clash.port()
              + " is taken on every address of this machine"
              + owner(clash.port()),
          "end the program that listens on 0.0.0.0:"
              + clash.port()
              + " or let it listen on 127.0.0.1 only, then try again");
    }
  }

  private String owner(int port) {
    return owner.apply(port).map(who -> " by " + who).orElse("");
  }

  /** One node more than the cell has, so that a dead one can be replaced. */
  static String aliasCommand(CellSpec spec, Network network) {
    IntStream hosts =
        IntStream.concat(
            IntStream.rangeClosed(1, 5), IntStream.rangeClosed(11, 11 + spec.totalSize()));
    return "for i in "
        + hosts.mapToObj(Integer::toString).collect(Collectors.joining(" "))
        + "; do sudo ifconfig lo0 alias 127."
        + network.number()
        + ".0.$i up; done";
  }
}
