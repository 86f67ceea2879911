package io.cellos.backend.aws.template;

import io.cellos.model.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a cell: its network, and in it the first /24 for what is public and the first
 * /20 after that for all nodes. CloudFormation could compute them, but then nobody could check them
 * before the cell is there.
 *
 * @param cidr such as {@code 10.0.0.0/16}
 */
public record CellNetwork(String cidr, String publicSubnet, String privateSubnet) {
  private static final Pattern FORM = Pattern.compile("([0-9.]{7,15})/(\\d{1,2})");
  private static final int ADDRESS = 32;
  private static final int LARGEST = 16;
  private static final int SMALLEST = 19;
  private static final int PUBLIC = 24;
  private static final int PRIVATE = 20;

  /**
   * @throws InvalidInputException if it is not a network, or too small or large for a cell
   */
  public static CellNetwork parse(String cidr) {
    Matcher parts = FORM.matcher(cidr);
    if (!parts.matches()) {
      throw refused(cidr, "write it like 10.0.0.0/16");
    }
    int length = Integer.parseInt(parts.group(2));
    if (length < LARGEST || length > SMALLEST) {
      throw refused(cidr, "choose /16 to /19, so that 4,000 nodes and balancers have room");
    }
    int network = address(cidr, parts.group(1));
    if (network << length != 0) {
      throw refused(cidr, "its address has bits behind /" + length + ", remove them");
    }
    return new CellNetwork(
        cidr,
        text(network) + "/" + PUBLIC,
        text(network + (1 << (ADDRESS - PRIVATE))) + "/" + PRIVATE);
  }

  private static int address(String cidr, String text) {
    try {
      return ByteBuffer.wrap(InetAddress.ofLiteral(text).getAddress()).getInt();
    } catch (IllegalArgumentException e) {
      throw refused(cidr, "write it like 10.0.0.0/16");
    }
  }

  private static String text(int address) {
    try {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four bytes are an address
    }
  }

  private static InvalidInputException refused(String cidr, String next) {
    return new InvalidInputException("\"" + cidr + "\" can not be a cell's network: " + next);
  }
}
