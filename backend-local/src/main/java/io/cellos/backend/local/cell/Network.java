package io.cellos.backend.local.cell;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loopback network 127.N.0.0/24 of one cell: .1 is the controller, .2 to .5 the load balancers,
 * .11 to .250 nodes.
 *
 * @param number the N, 1 to 254
 */
public record Network(int number) {
  public static final int MOST_NODES = 240;
  private static final int FIRST_NODE = 11;

  public Network {
    if (number < 1 || number > 254) {
      throw new IllegalArgumentException("not the network of a cell: 127." + number + ".0.0/24");
    }
  }

  /** The address with this last number, 1 to 254. */
  public InetAddress address(int host) {
    return InetAddress.ofLiteral("127." + number + ".0." + host);
  }

  public InetAddress controller() {
    return address(1);
  }

  public InetAddress balancer(Service service) {
    return address(service.host());
  }

  /** The addresses that nodes may have, in the order in which they are given out. */
  public List<InetAddress> nodeAddresses() {
    return IntStream.range(FIRST_NODE, FIRST_NODE + MOST_NODES).mapToObj(this::address).toList();
  }

  /** Whether the address is one of this network's. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        && bytes[0] == 127
        && Byte.toUnsignedInt(bytes[1]) == number
        && bytes[2] == 0;
  }

  @Override
  public String toString() {
    return "127." + number + ".0.0/24";
  }
}
