package io.cellos.backend.aws.create;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the templates would make with the parameters of one cell.
 *
 * @param groups in the order of the template
 * @param resources how many of each type, in all stacks
 * @param publicAddresses IPv4 addresses that are paid for
 */
record Blueprint(List<Group> groups, Map<String, Integer> resources, int publicAddresses) {
  private static final String STACK = "AWS::CloudFormation::Stack";
  static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  static final String NAT = "AWS::EC2::NatGateway";
  static final String ADDRESS = "AWS::EC2::EIP";
  static final String VPC = "AWS::EC2::VPC";

  /**
   * One Auto Scaling group.
   *
   * @param role such as {@code nucleus}, also {@code bastion}
   * @param volume GiB of each node
   * @param isBalanced whether load balancers send to its nodes
   */
  record Group(String role, int size, String type, int volume, boolean spot, boolean isBalanced) {}

  Blueprint {
    groups = List.copyOf(groups);
    resources = new TreeMap<>(resources);
  }

  /**
   * @param parameters of the cell's template; what is left out has its default
   */
  static Blueprint of(byte[] cellTemplate, byte[] groupTemplate, Map<String, String> parameters) {
    TemplateValues cell = new TemplateValues(Json.tree(cellTemplate), parameters);
    JsonNode nested = Json.tree(groupTemplate);
    List<Group> groups = new ArrayList<>();
    Map<String, Integer> resources = new HashMap<>();
    int addresses = 0;
    for (JsonNode resource : cell.resources().values()) {
      String type = resource.path("Type").asText();
      resources.merge(type, 1, Integer::sum);
      boolean isPublic =
          cell.value(resource.path("Properties").path("Scheme")).equals("internet-facing");
      addresses += type.equals(ADDRESS) || (type.equals(BALANCER) && isPublic) ? 1 : 0;
      if (type.equals(STACK)) {
        TemplateValues group = new TemplateValues(nested, nestedParameters(cell, resource));
        groups.add(group(group));
        group
            .resources()
            .values()
            .forEach(inner -> resources.merge(inner.path("Type").asText(), 1, Integer::sum));
      }
    }
    addresses +=
        groups.stream().filter(g -> g.role().equals("bastion")).mapToInt(Group::size).sum();
    return new Blueprint(groups, resources, addresses);
  }

  private static Map<String, String> nestedParameters(TemplateValues cell, JsonNode stack) {
    Map<String, String> values = new HashMap<>();
    stack
        .path("Properties")
        .path("Parameters")
        .properties()
        .forEach(given -> values.put(given.getKey(), cell.value(given.getValue())));
    return values;
  }

  private static Group group(TemplateValues group) {
    return new Group(
        group.reference("Role"),
        Integer.parseInt(group.reference("Size")),
        group.reference("InstanceType"),
        Integer.parseInt(group.reference("VolumeSize")),
        Boolean.parseBoolean(group.reference("Spot")),
        !group.reference("TargetGroupArns").isEmpty());
  }

  /** How many resources of the type there would be. */
  int count(String type) {
    return resources.getOrDefault(type, 0);
  }

  /** The types of all groups that have nodes. */
  List<String> instanceTypes() {
    return groups.stream().filter(g -> g.size() > 0).map(Group::type).distinct().sorted().toList();
  }
}
