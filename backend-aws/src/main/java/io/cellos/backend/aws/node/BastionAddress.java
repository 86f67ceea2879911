package io.cellos.backend.aws.node;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Finds the bastion of a cell. */
public final class BastionAddress {
  private BastionAddress() {}

  /**
   * The public address of the newest bastion that runs.
   *
   * @param group the Auto Scaling group that keeps it, the stack's output BastionGroup
   */
  public static Optional<String> find(AwsClients clients, String group) {
    return AwsFailures.explained(
        "find the bastion in group " + group, () -> address(clients, group));
  }

  private static Optional<String> address(AwsClients clients, String group) {
    List<String> ids =
        clients
            .autoScaling()
            .describeAutoScalingGroups(request -> request.autoScalingGroupNames(group))
            .autoScalingGroups()
            .stream()
            .map(AutoScalingGroup::instances)
            .flatMap(List::stream)
            .map(software.amazon.awssdk.services.autoscaling.model.Instance::instanceId)
            .toList();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    return clients.ec2().describeInstancesPaginator(request -> request.instanceIds(ids)).stream()
        .flatMap(page -> page.reservations().stream())
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> instance.state().name() == InstanceStateName.RUNNING)
        .filter(instance -> instance.publicIpAddress() != null)
        .max(Comparator.comparing(Instance::launchTime))
        .map(Instance::publicIpAddress);
  }
}
