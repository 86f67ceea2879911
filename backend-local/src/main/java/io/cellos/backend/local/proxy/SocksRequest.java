package io.cellos.backend.local.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * What a client of SOCKS version 5 asks for (RFC 1928), without authentication.
 *
 * @param host a name or an address as text
 */
record SocksRequest(String host, int port) {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int NO_ACCEPTABLE_METHOD = 0xff;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  /** The replies of RFC 1928, section 6. */
  enum Reply {
    SUCCEEDED(0),
    NOT_ALLOWED(2),
    HOST_UNREACHABLE(4),
    CONNECTION_REFUSED(5),
    COMMAND_NOT_SUPPORTED(7),
    ADDRESS_TYPE_NOT_SUPPORTED(8);

    private final int code;

    Reply(int code) {
      this.code = code;
    }

    /** Sends this reply; the bound address is of no use to a client and is given as 0.0.0.0:0. */
    void send(OutputStream out) throws IOException {
      out.write(new byte[] {VERSION, (byte) code, 0, IPV4, 0, 0, 0, 0, 0, 0});
    }
  }

  /** The client is told why before this is thrown. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
      super(why);
    }
  }

  /**
   * Reads a client's greeting and request.
   *
   * @throws RefusedException for anything but CONNECT without authentication
   * @throws IOException if it is not SOCKS 5 or the connection fails
   */
  static SocksRequest read(DataInputStream in, OutputStream out) throws IOException {
    greet(in, out);
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("not SOCKS version 5");
    }
    int command = in.readUnsignedByte();
    in.readUnsignedByte();
    String host = readHost(in, out);
    int port = in.readUnsignedShort();
    if (command != CONNECT) {
      Reply.COMMAND_NOT_SUPPORTED.send(out);
      throw new RefusedException("command " + command);
    }
    return new SocksRequest(host, port);
  }

  private static void greet(DataInputStream in, OutputStream out) throws IOException {
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("not SOCKS version 5");
    }
    boolean acceptable = false;
    for (int method : in.readNBytes(in.readUnsignedByte())) {
      acceptable |= method == NO_AUTHENTICATION;
    }
    out.write(new byte[] {VERSION, (byte) (acceptable ? NO_AUTHENTICATION : NO_ACCEPTABLE_METHOD)});
    if (!acceptable) {
      throw new RefusedException("no method without authentication");
    }
  }

  private static String readHost(DataInputStream in, OutputStream out) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case IPV4 -> InetAddress.getByAddress(readExactly(in, 4)).getHostAddress();
      case IPV6 -> InetAddress.getByAddress(readExactly(in, 16)).getHostAddress();
      case NAME -> new String(readExactly(in, in.readUnsignedByte()), StandardCharsets.US_ASCII);
      default -> {
        Reply.ADDRESS_TYPE_NOT_SUPPORTED.send(out);
        throw new RefusedException("address type " + type);
      }
    };
  }

  private static byte[] readExactly(DataInputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }
}
