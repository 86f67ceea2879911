package io.cellos.backend.aws.view;

import io.cellos.model.Health;
import io.cellos.model.NodeState;
import java.util.Optional;

/** Joins what the Auto Scaling group says of an instance with what its node program says. */
final class NodeStates {
  private NodeStates() {}

  /**
   * @param lifecycle of the group, for example {@code InService} or {@code Terminating:Wait}
   * @param reported the node's own word: booting, ready, unwell or failed
   */
  static NodeState state(String lifecycle, Optional<String> reported) {
    if (lifecycle.startsWith("Terminated")) {
      return NodeState.STOPPED;
    }
    if (isLeaving(lifecycle)) {
      return NodeState.STOPPING;
    }
    if (reported.filter("failed"::equals).isPresent()) {
      return NodeState.FAILED;
    }
    return lifecycle.startsWith("Pending") ? NodeState.PENDING : NodeState.RUNNING;
  }

  /** What is not in service any more, or was taken out on purpose, does not come back by itself. */
  private static boolean isLeaving(String lifecycle) {
    return lifecycle.startsWith("Terminating")
        || lifecycle.startsWith("Detach")
        || lifecycle.contains("Standby");
  }

  /**
   * @param ofGroup what EC2's and the load balancers' checks say, for example {@code Healthy}
   */
  static Health health(String ofGroup, Optional<String> reported) {
    if ("Unhealthy".equalsIgnoreCase(ofGroup)) {
      return Health.UNHEALTHY;
    }
    return switch (reported.orElse("")) {
      case "ready" -> Health.HEALTHY;
      case "unwell", "failed" -> Health.UNHEALTHY;
      default -> Health.UNKNOWN;
    };
  }
}
