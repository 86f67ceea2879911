package io.cellos.it.ec2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** What the AWS endpoint says there is; its address and credentials come from the environment. */
final class Endpoint {
  private final Ec2Client ec2 = Ec2Client.create();
  private final AutoScalingClient autoScaling = AutoScalingClient.create();
  private final Map<String, Instance> known = new HashMap<>();

  /** The instances that have been launched and not been terminated. */
  List<Instance> instances() {
    List<Instance> running = new ArrayList<>();
    ec2.describeInstancesPaginator().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(
            instance ->
                instance.state().name() == InstanceStateName.RUNNING
                    || instance.state().name() == InstanceStateName.PENDING)
        .forEach(
            instance ->
                running.add(known.computeIfAbsent(instance.instanceId(), id -> read(instance))));
    return running;
  }

  private Instance read(software.amazon.awssdk.services.ec2.model.Instance instance) {
    return new Instance(
        instance.instanceId(),
        instance.placement().availabilityZone(),
        instance.instanceTypeAsString(),
        instance.privateIpAddress(),
        instance.publicIpAddress(),
        publicKey(instance.keyName()),
        userData(instance.instanceId()));
  }

  private String publicKey(String keyName) {
    if (keyName == null || keyName.isEmpty()) {
      return null;
    }
    return ec2
        .describeKeyPairs(request -> request.keyNames(keyName).includePublicKey(true))
        .keyPairs()
        .stream()
        .map(KeyPairInfo::publicKey)
        .findFirst()
        .orElse(null);
  }

  private String userData(String id) {
    DescribeInstanceAttributeResponse answer =
        ec2.describeInstanceAttribute(
            request -> request.instanceId(id).attribute(InstanceAttributeName.USER_DATA));
    String encoded = answer.userData() == null ? null : answer.userData().value();
    return encoded == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** The lifecycle state of every instance of a group, such as {@code Terminating:Wait}. */
  Map<String, String> lifecycleStates() {
    Map<String, String> states = new HashMap<>();
    autoScaling
        .describeAutoScalingInstancesPaginator()
        .autoScalingInstances()
        .forEach(instance -> states.put(instance.instanceId(), instance.lifecycleState()));
    return states;
  }
}
