package io.cellos.backend.aws.view;

import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.node.health.NodeHealth.State;
import java.util.Optional;

/** Joins what the Auto Scaling group says of an instance with what its node program says. */
final class NodeStates {
  private NodeStates() {}

  /**
   * @param lifecycle of the group, for example {@code InService} or {@code Terminating:Wait}
   * @param reported the node's own word; empty while it has not said anything
   */
  static NodeState state(String lifecycle, Optional<State> reported) {
    if (lifecycle.startsWith("Terminated")) {
      return NodeState.STOPPED;
    }
    if (isLeaving(lifecycle)) {
      return NodeState.STOPPING;
    }
    if (reported.filter(State.FAILED::equals).isPresent()) {
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
  static Health health(String ofGroup, Optional<State> reported) {
    if ("Unhealthy".equalsIgnoreCase(ofGroup)) {
      return Health.UNHEALTHY;
    }
    return reported
        .map(
            state ->
                switch (state) {
                  case READY -> Health.HEALTHY;
                  case UNWELL, FAILED -> Health.UNHEALTHY;
                  case BOOTING -> Health.UNKNOWN;
                })
        .orElse(Health.UNKNOWN);
  }
}
