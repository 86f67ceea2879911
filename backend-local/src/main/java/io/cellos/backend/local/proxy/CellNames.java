package io.cellos.backend.local.proxy;

import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns the names of a cell into addresses: {@code nucleus-1}, {@code nucleus} (the first healthy
 * one), {@code zookeeper} (the load balancer), {@code controller}, {@code ip-127-20-0-11}, each
 * with or without {@code .<cell>.cell}, load balancers also as {@code <cell>-zookeeper}; with a
 * role chosen, {@code localhost} is its first healthy node. Addresses are only allowed if they are
 * the cell's.
 *
 * @param role what {@code localhost} stands for; empty if it is not allowed
 */
record CellNames(CellDescription cell, Optional<Role> role) {
  private static final int WEB = 80;

  /** Where to connect for this name or address; empty if it is not one of the cell's. */
  Optional<InetSocketAddress> resolve(String host, int port) {
    String name = withoutSuffix(host.toLowerCase(Locale.ROOT));
    if (name.equals("localhost") || name.startsWith("127.0.0.")) {
      return role.flatMap(this::firstHealthy).map(ip -> at(ip, port));
    }
    return Stream.of(node(name, port), balancer(name, port), address(name, port))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private String withoutSuffix(String host) {
    String dotless = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String suffix = "." + cell.cell() + ".cell";
    return dotless.endsWith(suffix)
        ? dotless.substring(0, dotless.length() - suffix.length())
        : dotless;
  }

  private Optional<InetSocketAddress> node(String name, int port) {
    for (CellDescription.Group group : cell.groups()) {
      for (CellDescription.Node node : group.nodes()) {
        boolean named =
            name.equals(group.role() + "-" + node.index())
                || name.equals("ip-" + node.privateIp().replace('.', '-'))
                || name.equals(node.privateIp());
        if (named && node.state() != NodeState.STOPPING) {
          return Optional.of(at(node.privateIp(), port));
        }
      }
    }
    return byRole(name).flatMap(this::firstHealthy).map(ip -> at(ip, port));
  }

  private static Optional<Role> byRole(String name) {
    try {
      return Optional.of(Role.parse(name));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private Optional<String> firstHealthy(Role wanted) {
    return cell.groups().stream()
        .filter(group -> group.role() == wanted)
        .flatMap(group -> group.nodes().stream())
        .filter(node -> node.health() == Health.HEALTHY)
        .map(CellDescription.Node::privateIp)
        .findFirst();
  }

  private Optional<InetSocketAddress> balancer(String name, int port) {
    for (CellDescription.LoadBalancer balancer : cell.loadBalancers()) {
      String service = balancer.name().substring(cell.cell().length() + 1);
      if (name.equals(service) || name.equals(balancer.name())) {
        return Optional.of(web(balancer.url(), port));
      }
    }
    return name.equals("controller") && cell.statusPage() != null
        ? Optional.of(web(cell.statusPage(), port))
        : Optional.empty();
  }

  private Optional<InetSocketAddress> address(String name, int port) {
    List<String> pages =
        Stream.concat(
                cell.loadBalancers().stream().map(CellDescription.LoadBalancer::url),
                Stream.ofNullable(cell.statusPage()))
            .toList();
    String dotted = name.startsWith("ip-") ? name.substring(3).replace('-', '.') : name;
    return pages.stream()
        .filter(url -> URI.create(url).getHost().equals(dotted))
        .map(url -> web(url, port))
        .findFirst();
  }

  /** Port 80 stands for whatever port the cell could get for its pages. */
  private static InetSocketAddress web(String url, int port) {
    URI uri = URI.create(url);
    return at(uri.getHost(), port == WEB && uri.getPort() > 0 ? uri.getPort() : port);
  }

  private static InetSocketAddress at(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }
}
