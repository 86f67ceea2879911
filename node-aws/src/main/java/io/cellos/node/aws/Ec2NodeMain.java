package io.cellos.node.aws;

import io.cellos.base.lifecycle.Loop;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.node.Node;
import io.cellos.node.NodeProgram;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** The program of a node on an EC2 instance. */
public final class Ec2NodeMain {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private Ec2NodeMain() {}

  /** Exits with a status of {@link io.cellos.base.error.ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(
        NodeProgram.run(Ec2NodeMain::join, arguments, System.getenv(), System.out, System.err)
            .status());
  }

  private static void join(Node node) {
    NodeId self = node.settings().node();
    AutoScalingClient client = autoScaling(node);
    node.add(client);
    InstanceGroup group = new InstanceGroup(client, self);
    InstanceMetadata metadata = new InstanceMetadata();
    node.add(metadata);
    node.add(Loop.start("health", new HealthReporter(self, node::health, node.store())));
    Optional<NucleusStore> nucleus = Optional.empty();
    if (node.settings().role() == Role.NUCLEUS) {
      nucleus = Optional.of(new NucleusStore(node.store()));
      GroupKeeper keeper = new GroupKeeper(self, node::isLeading, group, node.store());
      node.add(Loop.start("group-keeper", keeper, AFTER_FAILURE));
      GoneAgents gone = new GoneAgents(node.settings().home(), node::isLeading, group);
      node.add(gone);
      node.add(Loop.start("gone-agents", gone, AFTER_FAILURE));
    }
    LeavingWatch leaving = new LeavingWatch(self, metadata, group, nucleus, work(node));
    node.add(leaving);
    node.add(Loop.start("leaving", leaving, AFTER_FAILURE));
  }

  private static LeavingWatch.Work work(Node node) {
    return new LeavingWatch.Work() {
      @Override
      public void drain() throws IOException, InterruptedException {
        node.drain();
      }

      @Override
      public void leave() throws IOException, InterruptedException {
        node.leave();
      }
    };
  }

  private static AutoScalingClient autoScaling(Node node) {
    String region = node.settings().environment().get("CELL_REGION");
    if (region == null) {
      throw new InvalidInputException("CELL_REGION is not set");
    }
    return AutoScalingClient.builder()
        .region(Region.of(region))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
