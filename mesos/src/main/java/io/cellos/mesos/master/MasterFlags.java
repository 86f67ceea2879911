package io.cellos.mesos.master;

import io.cellos.base.flags.Flags;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.mesos.flags.MesosFlags;
import io.cellos.mesos.master.core.MasterSettings;
import io.cellos.model.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a master is told when it is started.
 *
 * @param ip the one address it listens on
 * @param advertisedIp and the port: where others find it
 * @param zookeeper where masters elect their leader and keep their state; without it this one
 *     stands alone and forgets everything
 * @param roles the only ones there may be; if empty, all
 * @param weights of roles, for the first leader
 * @param all as they were given or are by default
 */
record MasterFlags(
    InetAddress ip,
    int port,
    InetAddress advertisedIp,
    int advertisedPort,
    String hostname,
    Optional<ZkSource> zookeeper,
    Duration sessionTimeout,
    Optional<Path> logDirectory,
    Set<String> roles,
    Map<String, Double> weights,
    MasterSettings settings,
    Flags all) {

  MasterFlags {
    roles = Set.copyOf(roles);
    weights = Map.copyOf(weights);
    checkPort(port);
    checkPort(advertisedPort);
  }

  private static void checkPort(int port) {
    if (port < 1 || port > 65535) {
      throw new InvalidInputException("a port is a number from 1 to 65535, not " + port);
    }
  }

  /**
   * @throws InvalidInputException if they can't be
   */
  static MasterFlags parse(String[] arguments, Map<String, String> environment) {
    Flags flags = KnownFlags.parse(arguments, environment);
    InetAddress ip = flags.find("ip").map(text -> address(flags, "ip")).orElseGet(MasterFlags::own);
    InetAddress advertised =
        flags.find("advertise_ip").map(text -> address(flags, "advertise_ip")).orElse(ip);
    int port = flags.number("port");
    return new MasterFlags(
        ip,
        port,
        advertised,
        flags.find("advertise_port").map(text -> flags.number("advertise_port")).orElse(port),
        flags.find("hostname").orElseGet(() -> name(advertised, flags.isTrue("hostname_lookup"))),
        flags.find("zk").map(text -> flags.read("zk", ZkSource::parse)),
        MesosFlags.duration(flags, "zk_session_timeout"),
        flags.find("log_dir").map(Path::of),
        flags.find("roles").map(MasterFlags::list).orElse(Set.of()),
        flags
            .find("weights")
            .map(text -> flags.read("weights", MasterFlags::weights))
            .orElse(Map.of()),
        KnownFlags.settings(flags),
        flags);
  }

  private static InetAddress address(Flags flags, String name) {
    return flags.read(name, InetAddress::ofLiteral);
  }

  private static InetAddress own() {
    try {
      return InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      throw new InvalidInputException("this machine's own address is not known: give --ip");
    }
  }

  private static String name(InetAddress ip, boolean lookup) {
    return lookup ? ip.getCanonicalHostName() : ip.getHostAddress();
  }

  private static Set<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(role -> !role.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Map<String, Double> weights(String text) {
    Map<String, Double> weights = new TreeMap<>();
    for (String part : list(text)) {
      String[] pair = part.split("=", 2);
      if (pair.length < 2) {
        throw new InvalidInputException("weights look like role=2,other=0.5, not " + text);
      }
      weights.put(pair[0], Double.parseDouble(pair[1]));
    }
    return weights;
  }
}
