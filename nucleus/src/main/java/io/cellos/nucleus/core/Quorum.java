package io.cellos.nucleus.core;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ZooKeeper's own configuration as it is committed: the truth about who votes.
 *
 * @param version ZooKeeper's transaction id of the change that made it; greater is later
 * @param voters ids of the voting servers
 */
public record Quorum(long version, Set<Integer> voters) {
  private static final Pattern SERVER = Pattern.compile("server\\.(\\d+)=(.*)");
  private static final Pattern VERSION = Pattern.compile("version=([0-9a-f]+)");

  public Quorum {
    voters = Set.copyOf(voters);
  }

  /**
   * Reads the content of {@code /zookeeper/config} or of a dynamic configuration file: a line
   * {@code server.N=…} for each server, and {@code version=<hexadecimal>}.
   */
  public static Quorum parse(byte[] content) {
    long version = 0;
    Set<Integer> voters = new TreeSet<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      Matcher server = SERVER.matcher(line.strip().replace("\\:", ":"));
      Matcher number = VERSION.matcher(line.strip());
      if (server.matches() && !server.group(2).contains(":observer")) {
        voters.add(Integer.valueOf(server.group(1)));
      } else if (number.matches()) {
        version = Long.parseUnsignedLong(number.group(1), 16);
      }
    }
    return new Quorum(version, voters);
  }

  /** How many voters make a majority. */
  public static int majority(int voters) {
    return voters / 2 + 1;
  }
}
