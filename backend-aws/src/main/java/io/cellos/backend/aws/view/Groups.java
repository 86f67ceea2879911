package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The scaling groups of a cell and their machines, found by the cell's tag. */
public final class Groups {
  private static final int GROUPS_A_PAGE = 100;
  private static final int INSTANCES_A_PAGE = 1000;

  private static final String[] LIVING = {
    "pending", "running", "shutting-down", "stopping", "stopped"
  };

  /** By tag, so that groups are seen while the stack that will name them is still being made. */
  private static final String OF_CELL = "tag:cell";

  private Groups() {}

  /** All in one call, however many nodes there are; what has no role, as a bastion, is left out. */
  public static Map<Role, AutoScalingGroup> find(AwsClients clients, CellName cell) {
    Map<Role, AutoScalingGroup> groups = new EnumMap<>(Role.class);
    AwsFailures.explained(
            "describe the groups of cell " + cell,
            () ->
                clients
                    .autoScaling()
                    .describeAutoScalingGroups(b -> b.filters(groupFilter(OF_CELL, cell.value()))))
        .autoScalingGroups()
        .forEach(group -> role(group).ifPresent(role -> groups.put(role, group)));
    return groups;
  }

  /** Those of every cell of the region, by the cell's name. */
  static Map<String, Map<Role, AutoScalingGroup>> findAll(AwsClients clients) {
    Map<String, Map<Role, AutoScalingGroup>> cells = new HashMap<>();
    AwsFailures.explained(
            "describe the groups of all cells",
            () ->
                clients
                    .autoScaling()
                    .describeAutoScalingGroupsPaginator(
                        b -> b.maxRecords(GROUPS_A_PAGE).filters(groupFilter("tag-key", "cell")))
                    .autoScalingGroups()
                    .stream()
                    .toList())
        .forEach(
            group ->
                tag(group, "cell")
                    .ifPresent(
                        cell ->
                            role(group)
                                .ifPresent(
                                    role ->
                                        cells
                                            .computeIfAbsent(cell, c -> new EnumMap<>(Role.class))
                                            .put(role, group))));
    return cells;
  }

  /** The group of one role, by the name that the stack gives. */
  public static Optional<AutoScalingGroup> find(AwsClients clients, CellStack stack, Role role) {
    Optional<String> name = stack.output(outputOf(role));
    return name.flatMap(
        known ->
            AwsFailures.explained(
                    "describe the " + role + " of cell " + stack.cell(),
                    () ->
                        clients
                            .autoScaling()
                            .describeAutoScalingGroups(b -> b.autoScalingGroupNames(known)))
                .autoScalingGroups()
                .stream()
                .findFirst());
  }

  /** The output of the stack with the group's name, such as {@code StatelessBodyGroup}. */
  public static String outputOf(Role role) {
    return prefixOf(role) + "Group";
  }

  /** What the names of the role's parameters, outputs and nested stack begin with. */
  public static String prefixOf(Role role) {
    return switch (role) {
      case NUCLEUS -> "Nucleus";
      case STATELESS_BODY -> "StatelessBody";
      case STATEFUL_BODY -> "StatefulBody";
      case MEMBRANE -> "Membrane";
    };
  }

  /** The machines of the cell that are not terminated, by id, a page of 1,000 a call. */
  static Map<String, Instance> instances(AwsClients clients, CellName cell) {
    Map<String, Instance> instances = new HashMap<>();
    AwsFailures.explained(
            "describe the instances of cell " + cell,
            () ->
                clients
                    .ec2()
                    .describeInstancesPaginator(
                        b ->
                            b.maxResults(INSTANCES_A_PAGE)
                                .filters(
                                    instanceFilter(OF_CELL, cell.value()),
                                    instanceFilter("instance-state-name", LIVING)))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .toList())
        .forEach(instance -> instances.put(instance.instanceId(), instance));
    return instances;
  }

  private static Filter groupFilter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static software.amazon.awssdk.services.ec2.model.Filter instanceFilter(
      String name, String... values) {
    return software.amazon.awssdk.services.ec2.model.Filter.builder()
        .name(name)
        .values(values)
        .build();
  }

  private static Optional<Role> role(AutoScalingGroup group) {
    return tag(group, "role")
        .flatMap(
            label ->
                Arrays.stream(Role.values()).filter(r -> r.toString().equals(label)).findFirst());
  }

  private static Optional<String> tag(AutoScalingGroup group, String key) {
    List<TagDescription> tags = group.tags();
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .map(TagDescription::value)
        .findFirst();
  }
}
