package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.node.aws.NodeHealths;
import io.cellos.node.health.NodeHealth;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * All that AWS and the nodes say of a cell at one moment, as they say it.
 *
 * @param instances the machines by id, as far as they were asked for
 * @param nanoTime when, on the clock that never jumps
 * @param healths the nodes' own word, by id
 */
record Look(
    CellStack stack,
    Map<Role, AutoScalingGroup> groups,
    Map<String, Instance> instances,
    Map<NodeId, NodeHealth.State> healths,
    Map<Balancer, Balancer.Targets> targets,
    long nanoTime) {

  /** Asks for everything at once; the number of calls grows with pages, not with nodes. */
  static Look at(AwsClients clients, CellName cell) {
    long now = System.nanoTime();
    try (AtOnce calls = new AtOnce()) {
      Supplier<Map<Role, AutoScalingGroup>> groups = calls.begin(() -> Groups.find(clients, cell));
      Supplier<Map<String, Instance>> instances =
          calls.begin(() -> Groups.instances(clients, cell));
      CellStack stack = CellStack.existing(clients, cell);
      Supplier<Map<NodeId, NodeHealth.State>> healths = calls.begin(() -> healths(clients, stack));
      Map<Balancer, Supplier<Balancer.Targets>> targets = new LinkedHashMap<>();
      for (Balancer balancer : Balancer.ALL) {
        balancer
            .targetGroup(stack)
            .ifPresent(arn -> targets.put(balancer, calls.begin(() -> targets(clients, arn))));
      }
      Map<Balancer, Balancer.Targets> counted = new HashMap<>();
      targets.forEach((balancer, count) -> counted.put(balancer, count.get()));
      return new Look(stack, groups.get(), instances.get(), healths.get(), counted, now);
    }
  }

  /** What is enough to tell whether the cell is complete. */
  static Look atHealth(AwsClients clients, CellStack stack, Map<Role, AutoScalingGroup> groups) {
    return new Look(stack, groups, Map.of(), healths(clients, stack), Map.of(), System.nanoTime());
  }

  private static Map<NodeId, NodeHealth.State> healths(AwsClients clients, CellStack stack) {
    try {
      return NodeHealths.read(CellStore.of(clients, stack));
    } catch (IOException e) {
      throw CellException.failed(
          "can't read how the nodes of cell " + stack.cell() + " are: " + e.getMessage(),
          "check that bucket " + stack.parameter("Bucket").orElse("") + " is there and may be read",
          e);
    }
  }

  private static Balancer.Targets targets(AwsClients clients, String arn) {
    List<TargetHealthDescription> all =
        AwsFailures.explained(
                "describe the targets of " + arn,
                () -> clients.loadBalancing().describeTargetHealth(b -> b.targetGroupArn(arn)))
            .targetHealthDescriptions();
    long healthy =
        all.stream().filter(t -> t.targetHealth().state() == TargetHealthStateEnum.HEALTHY).count();
    return new Balancer.Targets((int) healthy, all.size());
  }
}
