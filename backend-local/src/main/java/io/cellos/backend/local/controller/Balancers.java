package io.cellos.backend.local.controller;

import io.cellos.backend.local.balance.LoadBalancer;
import io.cellos.backend.local.cell.Network;
import io.cellos.backend.local.cell.Ports;
import io.cellos.backend.local.cell.Service;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.node.Fleet;
import io.cellos.base.lifecycle.Closer;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The load balancers of the cell, one for each service. */
final class Balancers implements AutoCloseable {
  private final CellName cell;
  private final Network network;
  private final Map<Service, LoadBalancer> balancers = new EnumMap<>(Service.class);
  private final Closer closer = new Closer();

  private Balancers(CellName cell, Network network) {
    this.cell = cell;
    this.network = network;
  }

  /**
   * @throws IOException if an address can't be listened on; then none is left open
   */
  static Balancers open(CellName cell, Network network, Fleet fleet, EventLog events)
      throws IOException {
    Balancers all = new Balancers(cell, network);
    try {
      for (Service service : Service.values()) {
        all.open(service, fleet, events);
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  private void open(Service service, Fleet fleet, EventLog events) throws IOException {
    InetAddress address = network.balancer(service);
    int web = Ports.web(address);
    // a gateway node is in the same position as we are: 80, or 8080 where that is not allowed
    int targetPort = service == Service.GATEWAY ? web : service.port();
    LoadBalancer balancer =
        LoadBalancer.open(
            address,
            web,
            new LoadBalancer.Service(service.toString(), targetPort, service.healthPath()),
            () -> targets(service, fleet),
            () -> report(service, events));
    balancers.put(service, closer.add(balancer));
  }

  private static Collection<InetAddress> targets(Service service, Fleet fleet) {
    return fleet.of(service.role()).stream()
        .filter(node -> node.life() != Life.ENDING)
        .map(node -> node.file().address())
        .toList();
  }

  private void report(Service service, EventLog events) {
    LoadBalancer balancer = balancers.get(service);
    if (balancer != null) {
      events.add(
          "lb/" + service, balancer.healthy() + " of " + balancer.targets() + " targets healthy");
    }
  }

  /** As {@code cell list} shows them. */
  List<CellDescription.LoadBalancer> describe() {
    return balancers.entrySet().stream()
        .map(
            entry ->
                new CellDescription.LoadBalancer(
                    cell + "-" + entry.getKey(),
                    url(entry.getKey()),
                    entry.getValue().healthy(),
                    entry.getValue().targets()))
        .toList();
  }

  /** The services people open, by name. */
  Map<String, String> gateway() {
    Map<String, String> urls = new LinkedHashMap<>();
    for (Service service : List.of(Service.ZOOKEEPER, Service.MESOS, Service.MARATHON)) {
      urls.put(service.toString(), url(service));
    }
    return urls;
  }

  private String url(Service service) {
    return Urls.of(network.balancer(service), balancers.get(service).port());
  }

  @Override
  public void close() {
    closer.close();
  }
}
