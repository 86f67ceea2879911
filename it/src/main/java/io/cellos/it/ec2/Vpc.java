package io.cellos.it.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network of namespaces that leads nowhere else: a bridge in a namespace of its own, where the
 * endpoint, the metadata service and the operator are, and one namespace a machine. Removing it
 * leaves nothing behind.
 */
final class Vpc implements AutoCloseable {
  static final String METADATA_ADDRESS = "169.254.169.254";
  private static final List<String> ROUTER = List.of("10.0.0.1/24", "10.0.16.1/20");

  private final String prefix;
  private final Set<String> hosts = new TreeSet<>();
  private int cables;

  private Vpc(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @param prefix unique on this machine, at most 8 letters
   */
  static Vpc open(String prefix) {
    Vpc vpc = new Vpc(prefix);
    try {
      vpc.build();
      return vpc;
    } catch (RuntimeException e) {
      vpc.close();
      throw e;
    }
  }

  private void build() {
    Shell.run("ip", "netns", "add", cloud());
    inCloud("link", "set", "lo", "up");
    // Without an address of its own a bridge takes one of its machines', and loses it with that.
    inCloud("link", "add", "br0", "address", "02:00:00:00:00:01", "type", "bridge");
    for (String address : ROUTER) {
      inCloud("addr", "add", address, "dev", "br0");
    }
    inCloud("addr", "add", METADATA_ADDRESS + "/32", "dev", "br0");
    inCloud("link", "set", "br0", "up");
    List<String> forward = new ArrayList<>(enter(cloud()));
    forward.addAll(List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"));
    Shell.run(forward);
  }

  /** The namespace of the endpoint and of whoever operates the cell. */
  String cloud() {
    return prefix + "-cloud";
  }

  /** The router's address in the private subnet. */
  static String routerAddress() {
    return "10.0.16.1";
  }

  /** The words before a command that make it run in the namespace. */
  static List<String> enter(String namespace) {
    return List.of("ip", "netns", "exec", namespace);
  }

  /**
   * Adds a machine's namespace with its address.
   *
   * @return the namespace
   */
  synchronized String add(String name, String address, Optional<String> publicAddress) {
    String host = prefix + "-" + name;
    boolean isPublic = address.startsWith("10.0.0.");
    String cable = "v" + ++cables;
    hosts.add(host);
    Shell.run("ip", "netns", "add", host);
    Shell.run("ip", "-n", host, "link", "set", "lo", "up");
    inCloud("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", host);
    inCloud("link", "set", cable, "master", "br0", "up");
    Shell.run("ip", "-n", host, "addr", "add", address + (isPublic ? "/24" : "/20"), "dev", "eth0");
    Shell.run("ip", "-n", host, "link", "set", "eth0", "up");
    String gateway = isPublic ? "10.0.0.1" : "10.0.16.1";
    Shell.run("ip", "-n", host, "route", "add", "default", "via", gateway);
    if (publicAddress.isPresent()) {
      Shell.run("ip", "-n", host, "addr", "add", publicAddress.get() + "/32", "dev", "lo");
      inCloud("route", "add", publicAddress.get() + "/32", "via", address);
    }
    return host;
  }

  /** Removes a machine's namespace; its processes must have ended. */
  synchronized void remove(String host) {
    if (hosts.remove(host)) {
      Shell.run("ip", "netns", "del", host);
    }
  }

  private void inCloud(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", cloud()));
    all.addAll(List.of(words));
    Shell.run(all);
  }

  @Override
  public synchronized void close() {
    for (String host : List.copyOf(hosts)) {
      remove(host);
    }
    if (Shell.run("ip", "netns", "list").lines().anyMatch(l -> l.split(" ")[0].equals(cloud()))) {
      Shell.run("ip", "netns", "del", cloud());
    }
  }
}
