package io.cellos.node.aws;

import io.cellos.model.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** The Auto Scaling group that this instance belongs to. */
final class InstanceGroup {
  private static final String HOOK = "leave";
  private static final int IDS_PER_CALL = 50;

  private final AutoScalingClient client;
  private final NodeId self;
  private String name;

  InstanceGroup(AutoScalingClient client, NodeId self) {
    this.client = client;
    this.self = self;
  }

  /**
   * The group at one moment.
   *
   * @param ends whether the whole group is to go
   */
  record Look(int desired, boolean ends, Set<NodeId> staying, Set<NodeId> leaving) {}

  /** Empty if this instance belongs to no group. */
  Optional<Look> look() throws IOException {
    Optional<String> group = name();
    if (group.isEmpty()) {
      return Optional.empty();
    }
    return call(
            () -> client.describeAutoScalingGroups(ask -> ask.autoScalingGroupNames(group.get())))
        .autoScalingGroups()
        .stream()
        .findFirst()
        .map(InstanceGroup::look);
  }

  private static Look look(AutoScalingGroup group) {
    Set<NodeId> staying = new HashSet<>();
    Set<NodeId> leaving = new HashSet<>();
    for (Instance instance : group.instances()) {
      boolean goes = goes(instance.lifecycleStateAsString());
      (goes ? leaving : staying).add(NodeId.parse(instance.instanceId()));
    }
    boolean ends = group.desiredCapacity() == 0 || group.status() != null; // "Delete in progress"
    return new Look(group.desiredCapacity(), ends, staying, leaving);
  }

  private static boolean goes(String state) {
    return state.startsWith("Terminat") || state.startsWith("Detach") || state.endsWith("Standby");
  }

  /** Those of the nodes that any Auto Scaling group has. */
  Set<NodeId> known(Set<NodeId> nodes) throws IOException {
    List<String> ids = nodes.stream().map(NodeId::value).sorted().toList();
    Set<NodeId> known = new HashSet<>();
    for (int from = 0; from < ids.size(); from += IDS_PER_CALL) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_CALL));
      instances(some).forEach(found -> known.add(NodeId.parse(found.instanceId())));
    }
    return known;
  }

  /** Makes the group wait longer for this instance. */
  void hold() throws IOException {
    String group = name().orElseThrow(() -> new IOException(self + " belongs to no group"));
    call(
        () ->
            client.recordLifecycleActionHeartbeat(
                beat ->
                    beat.autoScalingGroupName(group)
                        .lifecycleHookName(HOOK)
                        .instanceId(self.value())));
  }

  /** Lets the group end this instance. */
  void letGo() throws IOException {
    String group = name().orElseThrow(() -> new IOException(self + " belongs to no group"));
    call(
        () ->
            client.completeLifecycleAction(
                done ->
                    done.autoScalingGroupName(group)
                        .lifecycleHookName(HOOK)
                        .instanceId(self.value())
                        .lifecycleActionResult("CONTINUE")));
  }

  private synchronized Optional<String> name() throws IOException {
    if (name == null) {
      name =
          instances(List.of(self.value())).stream()
              .map(AutoScalingInstanceDetails::autoScalingGroupName)
              .findFirst()
              .orElse(null);
    }
    return Optional.ofNullable(name);
  }

  private List<AutoScalingInstanceDetails> instances(List<String> ids) throws IOException {
    return new ArrayList<>(
        call(() -> client.describeAutoScalingInstances(ask -> ask.instanceIds(ids)))
            .autoScalingInstances());
  }

  private static <T> T call(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new IOException("Auto Scaling: " + e.getMessage(), e);
    }
  }
}
