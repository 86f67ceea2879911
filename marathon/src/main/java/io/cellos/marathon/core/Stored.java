package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.Group;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;

/** What the last leader left. */
public record Stored(
    Optional<FrameworkID> framework,
    Group root,
    List<Instance> instances,
    List<DeploymentPlan> deployments,
    List<TaskFailure> failures) {
  public Stored {
    instances = List.copyOf(instances);
    deployments = List.copyOf(deployments);
    failures = List.copyOf(failures);
  }
}
