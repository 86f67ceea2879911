package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;

/**
 * What the last leader left.
 *
 * @param delays of launches, by app or pod and version of its configuration
 * @param roles those in which reservations may be left of instances that are forgotten
 */
public record Stored(
    Optional<FrameworkID> framework,
    Group root,
    List<Instance> instances,
    List<DeploymentPlan> deployments,
    List<TaskFailure> failures,
    Map<AppId, Map<Timestamp, Backoff.Delay>> delays,
    Set<String> roles) {
  public Stored {
    instances = List.copyOf(instances);
    deployments = List.copyOf(deployments);
    failures = List.copyOf(failures);
    delays = Map.copyOf(delays);
    roles = Set.copyOf(roles);
  }

  /** Where nobody led before. */
  public static Stored nothing(Group root) {
    return new Stored(Optional.empty(), root, List.of(), List.of(), List.of(), Map.of(), Set.of());
  }
}
