package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.model.CellName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * Looks for anything of a cell that is still there. What costs most is asked of its own service,
 * which knows at once; the rest of the tagging service, which may lag behind.
 */
final class Leftovers {
  /** What is asked of its own service; the tagging service names some of it long after its end. */
  private static final Set<String> ASKED =
      Set.of("instance/", "volume/", "natgateway/", "elastic-ip/", "loadbalancer/", "prefix-list");

  private final AwsClients clients;
  private final CellName cell;

  Leftovers(AwsClients clients, CellName cell) {
    this.clients = clients;
    this.cell = cell;
  }

  static Filter ofCell(CellName cell) {
    return Filter.builder().name("tag:cell").values(cell.value()).build();
  }

  /** For people, such as {@code NAT gateway nat-0123}; empty if nothing is left. */
  List<String> find() {
    try (AtOnce calls = new AtOnce()) {
      List<Supplier<List<String>>> answers =
          List.of(
              calls.begin(this::instances),
              calls.begin(this::volumes),
              calls.begin(this::natGateways),
              calls.begin(this::addresses),
              calls.begin(this::loadBalancers),
              calls.begin(this::tagged));
      List<String> left = new ArrayList<>();
      answers.forEach(answer -> left.addAll(answer.get()));
      return left;
    }
  }

  private List<String> instances() {
    Filter living =
        Filter.builder()
            .name("instance-state-name")
            .values("pending", "running", "stopping", "stopped")
            .build();
    return found(
        "instance",
        () ->
            ec2()
                .describeInstancesPaginator(b -> b.filters(ofCell(cell), living))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::instanceId));
  }

  private List<String> volumes() {
    return found(
        "volume",
        () ->
            ec2().describeVolumesPaginator(b -> b.filters(ofCell(cell))).volumes().stream()
                .map(Volume::volumeId));
  }

  private List<String> natGateways() {
    Filter living = Filter.builder().name("state").values("pending", "available").build();
    return found(
        "NAT gateway",
        () ->
            ec2()
                .describeNatGatewaysPaginator(b -> b.filter(ofCell(cell), living))
                .natGateways()
                .stream()
                .map(NatGateway::natGatewayId));
  }

  private List<String> addresses() {
    return found(
        "address",
        () ->
            ec2().describeAddresses(b -> b.filters(ofCell(cell))).addresses().stream()
                .map(Address::publicIp));
  }

  private List<String> loadBalancers() {
    Set<String> names =
        Set.of(
            cell + "-zookeeper",
            cell + "-mesos",
            cell + "-marathon",
            cell + "-gateway",
            cell + "-gw-int");
    return found(
        "load balancer",
        () ->
            clients.loadBalancing().describeLoadBalancersPaginator().loadBalancers().stream()
                .map(LoadBalancer::loadBalancerName)
                .filter(names::contains));
  }

  private List<String> tagged() {
    return found(
        "tagged",
        () ->
            clients
                .tagging()
                .getResourcesPaginator(
                    b -> b.tagFilters(TagFilter.builder().key("cell").values(cell.value()).build()))
                .resourceTagMappingList()
                .stream()
                .map(ResourceTagMapping::resourceARN)
                .filter(arn -> ASKED.stream().noneMatch(arn::contains)));
  }

  private List<String> found(String kind, Supplier<Stream<String>> search) {
    return AwsFailures.explained(
        "look for what is left of cell " + cell,
        () -> search.get().map(id -> kind + " " + id).toList());
  }

  private Ec2Client ec2() {
    return clients.ec2();
  }
}
