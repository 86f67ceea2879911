package io.cellos.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What {@code cell list NAME} shows; its JSON is these fields, in this order.
 *
 * @param region where the cell is; {@code local} on this machine
 * @param gateway the address of each service of the cell: keys zookeeper, mesos, marathon
 * @param statusPage a page for people with the boot timeline; null while nothing serves it
 */
public record CellDescription(
    String cell,
    String backend,
    String region,
    String version,
    CellStatus status,
    Instant created,
    List<Group> groups,
    List<LoadBalancer> loadBalancers,
    Map<String, String> gateway,
    String statusPage) {

  /** One scaling group. */
  public record Group(Role role, int desired, List<Node> nodes) {}

  /**
   * One machine of a group.
   *
   * @param index its place in the group, counted from 1
   * @param publicIp null where it has none
   */
  public record Node(
      NodeId id, int index, String privateIp, String publicIp, NodeState state, Health health) {}

  /** One load balancer: how many of its targets pass their health check. */
  public record LoadBalancer(String name, String url, int healthy, int targets) {}

  /** How many nodes the group of this role shall have. */
  public int desired(Role role) {
    return groups.stream().filter(g -> g.role() == role).mapToInt(Group::desired).sum();
  }

  public CellSummary summary() {
    return new CellSummary(cell, backend, region, version, status, created);
  }
}
