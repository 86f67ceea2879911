package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import io.cellos.node.health.NodeHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Says how a cell is, in the words of {@code cell list}. */
public final class Describer {
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final AwsClients clients;

  private volatile Look last;

  public Describer(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * @throws io.cellos.base.error.CellException with exit code NO_SUCH_CELL if there is no stack of
   *     this name that is a cell's
   */
  public CellDescription describe(CellName name) {
    return describe(look(name));
  }

  private Look look(CellName name) {
    Look look = Look.at(clients, name);
    last = look;
    return look;
  }

  /**
   * The last look if it is of just now: who waits for a cell asks for its description, timelines
   * and problems in one breath, and AWS counts every call.
   */
  Look recent(CellName name) {
    Look known = last;
    return known != null
            && known.stack().cell().equals(name)
            && System.nanoTime() - known.nanoTime() < FRESH.toNanos()
        ? known
        : look(name);
  }

  CellDescription describe(Look look) {
    List<CellDescription.Group> groups = groups(look);
    return new CellDescription(
        look.stack().cell().value(),
        "aws",
        clients.settings().region().id(),
        look.stack().version().orElse("unknown"),
        CellStatuses.of(look.stack().phase(), isComplete(groups)),
        look.stack().created(),
        groups,
        balancers(look),
        gateway(look),
        null);
  }

  static boolean isComplete(List<CellDescription.Group> groups) {
    return groups.stream()
        .allMatch(
            group ->
                group.nodes().size() == group.desired()
                    && group.nodes().stream().allMatch(Describer::isWell));
  }

  static boolean isWell(CellDescription.Node node) {
    return node.state() == NodeState.RUNNING && node.health() == Health.HEALTHY;
  }

  private static List<CellDescription.Group> groups(Look look) {
    List<CellDescription.Group> groups = new ArrayList<>();
    for (Role role : Role.values()) {
      AutoScalingGroup group = look.groups().get(role);
      groups.add(
          group == null
              ? new CellDescription.Group(role, 0, List.of())
              : new CellDescription.Group(role, group.desiredCapacity(), nodes(look, group)));
    }
    return groups;
  }

  /** A machine of a group, before it has its place. */
  private record Machine(
      NodeId id, Instant launched, String ip, String publicIp, NodeState state, Health health) {}

  private static List<CellDescription.Node> nodes(Look look, AutoScalingGroup group) {
    List<Machine> machines =
        group.instances().stream()
            .map(instance -> machine(look, instance))
            .sorted(Comparator.comparing(Machine::launched).thenComparing(Machine::id))
            .toList();
    List<CellDescription.Node> nodes = new ArrayList<>();
    for (Machine machine : machines) {
      nodes.add(
          new CellDescription.Node(
              machine.id(),
              nodes.size() + 1,
              machine.ip(),
              machine.publicIp(),
              machine.state(),
              machine.health()));
    }
    return nodes;
  }

  private static Machine machine(
      Look look, software.amazon.awssdk.services.autoscaling.model.Instance member) {
    NodeId id = NodeId.parse(member.instanceId());
    Optional<NodeHealth.State> reported = Optional.ofNullable(look.healths().get(id));
    // the two services are asked at the same time, so a machine just made may be known to one only
    var instance = Optional.ofNullable(look.instances().get(member.instanceId()));
    return new Machine(
        id,
        instance.map(i -> i.launchTime()).orElse(Instant.MAX),
        instance.map(i -> i.privateIpAddress()).orElse(null),
        instance.map(i -> i.publicIpAddress()).orElse(null),
        NodeStates.state(member.lifecycleStateAsString(), reported),
        NodeStates.health(member.healthStatus(), reported));
  }

  private static List<CellDescription.LoadBalancer> balancers(Look look) {
    List<CellDescription.LoadBalancer> balancers = new ArrayList<>();
    for (Balancer balancer : Balancer.ALL) {
      Balancer.Targets targets = look.targets().getOrDefault(balancer, Balancer.Targets.NONE);
      balancer
          .url(look.stack())
          .ifPresent(
              url ->
                  balancers.add(
                      new CellDescription.LoadBalancer(
                          balancer.name(look.stack()), url, targets.healthy(), targets.all())));
    }
    return balancers;
  }

  private static Map<String, String> gateway(Look look) {
    Map<String, String> urls = new LinkedHashMap<>();
    for (Balancer service : Balancer.SERVICES) {
      service.url(look.stack()).ifPresent(url -> urls.put(service.suffix(), url));
    }
    return urls;
  }
}
