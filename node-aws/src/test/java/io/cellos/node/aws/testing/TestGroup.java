package io.cellos.node.aws.testing;

import io.cellos.base.testing.Moto;
import io.cellos.model.NodeId;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** An Auto Scaling group at moto, with the lifecycle hook that groups of a cell have. */
public final class TestGroup implements AutoCloseable {
  private final AutoScalingClient client;
  private final String name = "nucleus-" + UUID.randomUUID();

  private TestGroup(AutoScalingClient client) {
    this.client = client;
  }

  public static TestGroup create(Moto moto, int size) {
    TestGroup group =
        new TestGroup(
            AutoScalingClient.builder()
                .endpointOverride(moto.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("testing", "testing")))
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    group.launch(size);
    return group;
  }

  private void launch(int size) {
    client.createLaunchConfiguration(
        launch ->
            launch.launchConfigurationName(name).imageId("ami-12c6146b").instanceType("t3.medium"));
    client.createAutoScalingGroup(
        create ->
            create
                .autoScalingGroupName(name)
                .launchConfigurationName(name)
                .availabilityZones("us-east-1a")
                .minSize(0)
                .maxSize(20)
                .desiredCapacity(size));
    client.putLifecycleHook(
        hook ->
            hook.autoScalingGroupName(name)
                .lifecycleHookName("leave")
                .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                .heartbeatTimeout(3600)
                .defaultResult("CONTINUE"));
  }

  public AutoScalingClient client() {
    return client;
  }

  /** The instances it lists, oldest first, also those that it is taking out. */
  public List<NodeId> instances() {
    return group().instances().stream().map(i -> NodeId.parse(i.instanceId())).toList();
  }

  public void desire(int size) {
    client.setDesiredCapacity(set -> set.autoScalingGroupName(name).desiredCapacity(size));
  }

  /** Ends an instance; the group launches another in its place. */
  public void replace(NodeId node) {
    client.terminateInstanceInAutoScalingGroup(
        end -> end.instanceId(node.value()).shouldDecrementDesiredCapacity(false));
  }

  private AutoScalingGroup group() {
    return client
        .describeAutoScalingGroups(ask -> ask.autoScalingGroupNames(name))
        .autoScalingGroups()
        .getFirst();
  }

  @Override
  public void close() {
    client.close();
  }
}
