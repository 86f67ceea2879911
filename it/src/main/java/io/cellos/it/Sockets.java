package io.cellos.it;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a process listens on, from Linux's /proc. */
public final class Sockets {
  private static final String LISTEN = "0A";

  private Sockets() {}

  /** The addresses and TCP ports that the process listens on, as {@code 127.20.0.11:2181}. */
  public static List<String> listening(long pid) throws IOException {
    Set<String> own = sockets(pid);
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTEN) && own.contains("socket:[" + fields[9] + "]")) {
          addresses.add(address(fields[1]));
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(long pid) throws IOException {
    Set<String> links = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        links.add(Files.readSymbolicLink(file).toString());
      }
    }
    return links;
  }

  /** Reads the kernel's notation: 32-bit words in host order, then the port. */
  private static String address(String text) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(text.substring(0, text.indexOf(':')));
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[(i & ~3) + 3 - (i & 3)];
    }
    int port = Integer.parseInt(text.substring(text.indexOf(':') + 1), 16);
    return InetAddress.getByAddress(turned).getHostAddress() + ":" + port;
  }
}
